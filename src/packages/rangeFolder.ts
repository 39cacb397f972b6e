import { bytesSource, type ByteSource, type FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError, throwIfAborted } from '../core/errors.ts';
import type { ByteRange } from './byteRanges.ts';
import { backOff, ConnectionError, explainedFetch, fetchRange, MissingFileError, readBody } from './fetchRange.ts';
import { readAhead } from './readAhead.ts';

/** A server gives a large file only as a whole. */
export class NoRangesError extends EditRewardError {
  override readonly name = 'NoRangesError';
}

/** A file on a server became another one while it was being read. */
export class RemoteFileChangedError extends EditRewardError {
  override readonly name = 'RemoteFileChangedError';
}

export interface RangeFolderOptions {
  readonly signal: AbortSignal;
  /** Wait after a first failure; doubled for each further one in a row. */
  readonly backoffMs?: number;
}

/** The most bytes of a file that a server gives only as a whole: tokenizers have less, weights have more. */
const MAX_WHOLE_BYTES = 64 * 1024 * 1024;

/** How often a range may fail before that is the caller's. */
const ATTEMPTS = 6;
const BACKOFF_MS = 500;

/**
 * Files under a URL, of which nothing is downloaded but what is asked for. Throws the errors of `fetchRange`,
 * {@link NoRangesError} and {@link RemoteFileChangedError}.
 */
export function rangeFolder(baseUrl: string, options: RangeFolderOptions): FileFolder {
  return {
    name: baseUrl,
    async open(path) {
      const url = new URL(path, baseUrl).href;
      try {
        return await retrying(options, () => openFile(path, url, options));
      } catch (error) {
        if (error instanceof MissingFileError) return undefined;
        throw error;
      }
    },
  };
}

async function openFile(path: string, url: string, options: RangeFolderOptions): Promise<ByteSource> {
  const response = await fetchRange(path, url, [0, 1], options.signal);
  if (response.status !== 206) return bytesSource(path, await readSmall(response, url, options.signal));
  await response.body?.cancel();
  const byteLength = contentRangeTotal(response) ?? (await headLength(url, options.signal));
  const version = response.headers.get('ETag') ?? undefined;
  const slice = (start: number, end: number) =>
    retrying(options, () => readSlice(path, url, [start, end], version, options.signal));
  return readAhead({ name: path, byteLength, version, slice });
}

/** A whole file, where the server gives no ranges. */
async function readSmall(response: Response, url: string, signal: AbortSignal): Promise<Uint8Array> {
  const byteLength = Number(response.headers.get('Content-Length') ?? Infinity);
  if (byteLength <= MAX_WHOLE_BYTES) return readBytes(response, url, byteLength, signal);
  await response.body?.cancel();
  throw new NoRangesError(
    `${new URL(url).host} does not give parts of files, so a checkpoint cannot be read from there. Download it and choose its ` +
      'folder.',
    { file: url },
  );
}

async function readSlice(
  path: string,
  url: string,
  range: ByteRange,
  version: string | undefined,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetchRange(path, url, range, signal);
  // A server that does not let other sites see the ETag tells nothing.
  const isSame = (response.headers.get('ETag') ?? version) === version;
  if (response.status === 206 && isSame) return readBytes(response, url, range[1] - range[0], signal);
  await response.body?.cancel();
  throw new RemoteFileChangedError(
    `${url} is no longer the file that it was when reading began. Convert again, best from a commit, which stays what it is.`,
    { file: path },
  );
}

/** Throws `ConnectionError` when there are fewer than `byteLength`. */
async function readBytes(
  response: Response,
  url: string,
  byteLength: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(byteLength);
  let done = 0;
  for await (const chunk of readBody(response, url, signal)) {
    bytes.set(chunk.subarray(0, byteLength - done), done);
    done += chunk.byteLength;
  }
  if (done >= byteLength) return bytes;
  throw new ConnectionError(`The connection to ${url} ended early.`, { file: url });
}

/** Undefined where the server does not let other sites see the header. */
function contentRangeTotal(response: Response): number | undefined {
  const [, total] = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '') ?? [];
  return total === undefined ? undefined : Number(total);
}

async function headLength(url: string, signal: AbortSignal): Promise<number> {
  const response = await explainedFetch(url, signal, { method: 'HEAD' });
  const byteLength = response.headers.get('Content-Length');
  if (response.ok && byteLength !== null) return Number(byteLength);
  throw new NoRangesError(`The server does not tell how long ${url} is. Download it and choose its folder.`, {
    file: url,
  });
}

async function retrying<T>({ signal, backoffMs = BACKOFF_MS }: RangeFolderOptions, work: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    throwIfAborted(signal);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectionError) || failures === ATTEMPTS) throw error;
      await backOff(failures, backoffMs, signal);
    }
  }
}
