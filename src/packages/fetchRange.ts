import { AbortError, EditRewardError, messageOf } from '../core/errors.ts';
import type { ByteRange } from './byteRanges.ts';
import { readStream } from './readStream.ts';
import { DownloadError } from './urlFolder.ts';

/** The connection broke or the server is busy: it may work the next time. */
export class ConnectionError extends DownloadError {}

/** A server has no such file. */
export class MissingFileError extends EditRewardError {
  override readonly name = 'MissingFileError';
}

/**
 * After these answers it is worth trying again: timeout, too early, too many requests, and the server's own failures.
 */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

const KEPT = 'What has arrived is kept: the work can go on from there.';

/**
 * A server's answer to the request for a range: 206, or 200 and the whole file. Asked without If-Range: each host would
 * have to allow that header (CORS), and model hubs do not. Throws {@link ConnectionError}, {@link MissingFileError},
 * {@link DownloadError} and `AbortError`.
 */
export async function fetchRange(
  path: string,
  url: string,
  [start, end]: ByteRange,
  signal: AbortSignal,
): Promise<Response> {
  const response = await explainedFetch(url, signal, {
    // The browser's cache would keep a second copy of every model.
    cache: 'no-store',
    headers: { Range: `bytes=${start}-${end - 1}` },
  });
  if (response.ok) return response;
  await response.body?.cancel();
  throw refusal(path, url, response.status);
}

/** `fetch` with its failure in words. */
export async function explainedFetch(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal });
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new ConnectionError(
      `${url} could not be reached. Check the address and the connection; the server must allow other sites (CORS). ${KEPT}`,
      { file: url, cause },
    );
  }
}

/** Throws {@link ConnectionError} when the connection breaks. */
export async function* readBody(response: Response, url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    if (response.body) yield* readStream(response.body);
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new ConnectionError(`The connection to ${url} broke (${messageOf(cause)}). ${KEPT}`, { file: url, cause });
  }
}

function refusal(path: string, url: string, status: number): EditRewardError {
  if (status === 404 || status === 410) {
    return new MissingFileError(`${path} is not at ${url}: the server answered ${status}. ${KEPT}`, { file: path });
  }
  const message = `${url} could not be downloaded: the server answered ${status}. ${KEPT}`;
  const kind = PASSING_STATUSES.has(status) ? ConnectionError : DownloadError;
  return new kind(message, { file: path });
}

const MAX_BACKOFF_MS = 30_000;

/** Waits after the `failures`th failure in a row, twice as long as after the one before. Throws `AbortError` at once. */
export function backOff(failures: number, firstMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(new AbortError());
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(firstMs * 2 ** (failures - 1), MAX_BACKOFF_MS),
    );
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
