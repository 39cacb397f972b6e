import { EditRewardError } from '../../core/errors.ts';
import type { ResultsFile } from '../../rpc/reportApi.ts';

/** The results that come with the site could not be read. */
export class ExampleResultsError extends EditRewardError {
  override readonly name = 'ExampleResultsError';

  constructor(address: string, cause?: unknown) {
    super(`The example could not be opened: ${address} did not load. Check the connection and try again.`, {
      cause,
      file: address,
    });
  }
}

const FILES = ['editors_scores.jsonl', 'editors_report.json'];

/** Scores of the example dataset in `folder`, an absolute address with a slash at its end. Throws {@link ExampleResultsError}. */
export function fetchResults(folder: string): Promise<ResultsFile[]> {
  return Promise.all(FILES.map(async (name) => ({ name, blob: await fetchBlob(new URL(name, folder).href) })));
}

async function fetchBlob(address: string): Promise<Blob> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new ExampleResultsError(address, cause);
  });
  if (!response.ok) throw new ExampleResultsError(address);
  return response.blob();
}
