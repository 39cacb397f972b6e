import { HubApiError } from '@huggingface/hub';
import { AbortError, EditRewardError } from '../../../core/errors.ts';

/** The hub refused what was asked of it. */
export class HubRefusalError extends EditRewardError {
  override readonly name = 'HubRefusalError';
}

/** The hub was not reached, or the connection broke. */
export class HubConnectionError extends EditRewardError {
  override readonly name = 'HubConnectionError';
}

const AGAIN = 'Run the same command again: files that are there already are not sent again.';

/** What a failure of the hub's library means for the user. Others are returned as they are. */
export function explainHubFailure(error: unknown, repository: string, signal: AbortSignal): unknown {
  if (signal.aborted) return new AbortError();
  if (error instanceof HubApiError) {
    return new HubRefusalError(`${reasonOf(error, repository)} (it answered ${error.statusCode}).`, { cause: error });
  }
  // The only failure that `fetch` itself has.
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return new HubConnectionError(`The connection to the hub broke before it said that all is published. ${AGAIN}`, {
      cause: error,
    });
  }
  return error;
}

function reasonOf({ statusCode, message }: HubApiError, repository: string): string {
  switch (statusCode) {
    case 401:
      return `The hub does not know this token, or it has expired. Make a new one that may write, and set HF_TOKEN`;
    case 403:
      return `This token may not write to ${repository}. It needs the role "write", and its user the right to publish there`;
    case 404:
      return `The hub has no ${repository}, or this token may not see it. Check the name`;
    case 409:
      return `There is a ${repository} already that this token may not see, or somebody changes it right now. Check the name`;
    case 412:
      return `Somebody else changed ${repository} meanwhile. ${AGAIN.slice(0, -1)}`;
    case 429:
      return `The hub is asked too often by this user. Wait some minutes. ${AGAIN.slice(0, -1)}`;
    default:
      return statusCode >= 500
        ? `The hub has a fault of its own. ${AGAIN.slice(0, -1)}`
        : `The hub refused to publish to ${repository}: ${withoutAddress(message)}`;
  }
}

/** The library adds the address, and that of an upload is secret for as long as it holds. */
function withoutAddress(message: string): string {
  return message.split('. URL: ', 1)[0] ?? '';
}
