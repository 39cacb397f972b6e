import type { ByteSource, FileFolder } from '../core/bytes.ts';
import { AbortError, EditRewardError, messageOf } from '../core/errors.ts';
import type { ByteRange } from './byteRanges.ts';
import { PackageFileError } from './modelPackage.ts';
import { DownloadError } from './urlFolder.ts';

/** Where the files of a model come from. */
export interface PackageSource {
  /**
   * Bytes of `range`; or the whole file from its start, where a server gives no ranges. Throws {@link ConnectionError},
   * also while the bytes are read, when trying again may help.
   */
  open(path: string, range: ByteRange, signal: AbortSignal): Promise<PackageBytes>;
  /** What is thrown of a file that arrived with a wrong digest again and again. */
  damaged(path: string): EditRewardError;
}

export interface PackageBytes {
  /** Not the range that was asked for, but the whole file. */
  readonly whole: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The connection broke or the server is busy: it may work the next time. */
export class ConnectionError extends DownloadError {}

/** A server has no such file. */
export class MissingFileError extends EditRewardError {
  override readonly name = 'MissingFileError';
}

/** A file arrived, several times, with bytes that are not those that the manifest describes. */
export class DamagedFileError extends EditRewardError {
  override readonly name = 'DamagedFileError';
}

/** Answers after which it is worth trying again: timeout, too early, too many requests, and the server's own failures. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Files under a URL. Ranges are asked for without If-Range: that header needs the leave of each host (CORS), which hubs do
 * not give, and the digest tells of a file that changed meanwhile.
 */
export function urlSource(base: string): PackageSource {
  return {
    async open(path, range, signal) {
      const url = new URL(path, base).href;
      const response = await request(url, range, signal);
      if (!response.ok) {
        await response.body?.cancel();
        throw refusal(path, url, response.status);
      }
      return { whole: response.status !== 206, chunks: readBody(response, url, signal) };
    },
    damaged: (path) =>
      new DamagedFileError(
        `${path} arrived damaged several times: what ${new URL(path, base).href} gives is not the file that the manifest ` +
          'describes. The package there is not whole, or something on the way changes it. Try again later, or another address.',
        { file: path },
      ),
  };
}

async function request(url: string, [start, end]: ByteRange, signal: AbortSignal): Promise<Response> {
  try {
    // The browser's cache would keep a second copy of every model.
    return await fetch(url, { signal, cache: 'no-store', headers: { Range: `bytes=${start}-${end - 1}` } });
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new ConnectionError(
      `${url} could not be reached. Check the address and the connection; the server must allow other sites (CORS). ` +
        KEPT,
      { file: url, cause },
    );
  }
}

const KEPT = 'What has arrived is kept: the download can go on from there.';

function refusal(path: string, url: string, status: number): EditRewardError {
  if (status === 404 || status === 410) {
    return new MissingFileError(
      `${path} is not at ${url} (the server answered ${status}), although the manifest there lists it. ${KEPT}`,
      { file: path },
    );
  }
  const message = `${url} could not be downloaded: the server answered ${status}. ${KEPT}`;
  const kind = PASSING_STATUSES.has(status) ? ConnectionError : DownloadError;
  return new kind(message, { file: path });
}

async function* readBody(response: Response, url: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    // Not `for await`: Safari's streams cannot be iterated.
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value;
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new ConnectionError(`The connection to ${url} broke (${messageOf(cause)}). ${KEPT}`, { file: url, cause });
  }
}

/** Copied at a time: large enough to be quick, small enough to stay unnoticed in memory. */
const COPY_BYTES = 4 * 1024 * 1024;

async function* readSlices(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += COPY_BYTES) yield source.slice(at, Math.min(at + COPY_BYTES, end));
}

/** Files of a folder. */
export function folderSource(folder: FileFolder): PackageSource {
  return {
    async open(path, [start, end]) {
      const source = await folder.open(path);
      if (!source) {
        throw new MissingFileError(
          `${path} is missing from ${folder.name}, although its manifest lists it. Choose a whole model package.`,
          { file: path },
        );
      }
      if (source.byteLength < end) {
        throw new PackageFileError(
          `${path} has ${source.byteLength} bytes, fewer than its manifest says. Copy this file again.`,
          { file: path },
        );
      }
      return { whole: false, chunks: readSlices(source, start, end) };
    },
    damaged: (path) =>
      new PackageFileError(
        `${path} is damaged: its SHA-256 is not the one in the manifest. Copy this file again, and import once more: ` +
          'the other files are kept.',
        { file: path },
      ),
  };
}
