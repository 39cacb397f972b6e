import type { ByteSource, FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import type { ByteRange } from './byteRanges.ts';
import { fetchRange, MissingFileError, readBody } from './fetchRange.ts';
import { PackageFileError } from './modelPackage.ts';

/** Where the files of a model come from. */
export interface PackageSource {
  /**
   * Bytes of `range`; or the whole file from its start, where a server gives no ranges. Throws `ConnectionError`,
   * also while the bytes are read, when trying again may help.
   */
  open(path: string, range: ByteRange, signal: AbortSignal): Promise<PackageBytes>;
  /** How often a file may arrive with a wrong digest. */
  readonly damagedAttempts: number;
  /** What is thrown then. */
  damaged(path: string): EditRewardError;
}

export interface PackageBytes {
  /** Not the range that was asked for, but the whole file. */
  readonly whole: boolean;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file arrived, several times, with bytes that are not those that the manifest describes. */
export class DamagedFileError extends EditRewardError {
  override readonly name = 'DamagedFileError';
  override readonly kind = 'package';
}

/** Files under a URL. */
export function urlSource(base: string): PackageSource {
  return {
    damagedAttempts: 3,
    async open(path, range, signal) {
      const url = new URL(path, base).href;
      const response = await fetchRange(path, url, range, signal);
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

/** Copied at a time: large enough to be quick, small enough to stay unnoticed in memory. */
const COPY_BYTES = 4 * 1024 * 1024;

async function* readSlices(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += COPY_BYTES) yield source.slice(at, Math.min(at + COPY_BYTES, end));
}

/** Files of a folder. */
export function folderSource(folder: FileFolder): PackageSource {
  return {
    // It would be the same the next time.
    damagedAttempts: 1,
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
