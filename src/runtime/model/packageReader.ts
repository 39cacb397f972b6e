import { openPackageFile, readPackageFile, type PackageFiles, type ReadOptions } from '../../packages/modelPackage.ts';
import type { SessionReader } from './session.ts';

/**
 * Reads a package's files. However often a shard is streamed, each file is checked once, and `onBytes` hears of it
 * once.
 */
export function createPackageReader(files: PackageFiles, options: ReadOptions): SessionReader {
  const seen = new Set<string>();
  const unchecked: PackageFiles = { ...files, verified: true };

  async function once<T>(path: string, read: (from: PackageFiles, how: ReadOptions) => Promise<T>): Promise<T> {
    if (seen.has(path)) return read(unchecked, {});
    const result = await read(files, options);
    seen.add(path);
    return result;
  }

  return {
    read: (path) => once(path, (from, how) => readPackageFile(from, path, how)),
    async check(path) {
      // What was checked before is read, and then counted, when it is used.
      if (!files.verified) await once(path, (from, how) => openPackageFile(from, path, how));
    },
    async probe(path) {
      await (await openPackageFile(unchecked, path)).slice(0, 1);
    },
    openBlob: (path) =>
      once(path, async (from, how) => {
        const { blob } = await openPackageFile(from, path, how);
        return blob && from.verified && how.onBytes ? new CountedBlob(blob, how.onBytes) : blob;
      }),
  };
}

/** A Blob that tells of each piece that is taken from it. */
class CountedBlob extends Blob {
  readonly #onBytes: (byteLength: number) => void;

  constructor(blob: Blob, onBytes: (byteLength: number) => void) {
    super([blob]);
    this.#onBytes = onBytes;
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.#onBytes(end - start);
    return super.slice(start, end, type);
  }
}
