import type { FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { blobSource } from './blobFolder.ts';
import { readStream } from './readStream.ts';

/** A server could not be reached, or did not answer with the file. */
export class DownloadError extends EditRewardError {
  override readonly name = 'DownloadError';
  override readonly kind = 'package';
}

/** Downloaded pieces are given to the browser in parcels of this size: a Blob may be kept on disk, an array may not. */
const PARCEL_BYTES = 64 * 1024 * 1024;

export interface UrlFolderOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((byteLength: number) => void) | undefined;
  /** What the browser's cache may answer; default: whatever it takes for fresh. */
  readonly cache?: RequestCache | undefined;
}

/** Files under a URL prefix. Each is downloaded whole when it is first opened, and kept. Throws {@link DownloadError}. */
export function urlFolder(url: string, options: UrlFolderOptions): FileFolder {
  const base = new URL(url.endsWith('/') ? url : `${url}/`, globalThis.location?.href);
  const downloads = new Map<string, Promise<Blob | undefined>>();

  function start(path: string): Promise<Blob | undefined> {
    const started = download(new URL(path, base), options);
    downloads.set(path, started);
    // What failed may succeed the next time.
    started.catch(() => downloads.delete(path));
    return started;
  }

  return {
    name: base.href,
    async open(path) {
      const blob = await (downloads.get(path) ?? start(path));
      return blob && blobSource(path, blob);
    },
  };
}

async function download(url: URL, { signal, onBytes, cache }: UrlFolderOptions): Promise<Blob | undefined> {
  const response = await fetchOrExplain(url, signal, cache);
  if (response.status === 404) return undefined;
  if (!response.ok || !response.body) {
    throw new DownloadError(`${url.href} could not be downloaded: the server answered ${response.status}.`, {
      file: url.href,
    });
  }
  return collect(response.body, onBytes);
}

async function fetchOrExplain(
  url: URL,
  signal: AbortSignal | undefined,
  cache: RequestCache = 'default',
): Promise<Response> {
  try {
    return await fetch(url, { cache, ...(signal && { signal }) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new DownloadError(
      `${url.href} could not be reached. Check the address and the connection; the server must allow other sites (CORS).`,
      { file: url.href, cause },
    );
  }
}

async function collect(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: UrlFolderOptions['onBytes'],
): Promise<Blob> {
  const parcels: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  for await (const piece of readStream(body)) {
    pieces.push(piece);
    pending += piece.byteLength;
    onBytes?.(piece.byteLength);
    if (pending < PARCEL_BYTES) continue;
    parcels.push(new Blob(pieces));
    pieces = [];
    pending = 0;
  }
  return new Blob([...parcels, ...pieces]);
}
