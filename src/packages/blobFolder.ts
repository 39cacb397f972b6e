import type { ByteSource, FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { readSteadily } from './readSteadily.ts';

/** A file that the user chose was moved, changed or locked since. */
export class FileReadError extends EditRewardError {
  override readonly name = 'FileReadError';
}

/** A file or blob as a byte source; nothing is read before it is asked for. Reading throws {@link FileReadError}. */
export function blobSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    byteLength: blob.size,
    version: blob instanceof File ? String(blob.lastModified) : undefined,
    blob,
    async slice(start, end) {
      try {
        return new Uint8Array(await readSteadily(() => blob.slice(start, end).arrayBuffer()));
      } catch (cause) {
        throw new FileReadError(
          `${name} can no longer be read: it was moved or changed since it was chosen. Choose it again.`,
          { file: name, cause },
        );
      }
    },
  };
}

/** Files that the user chose together; paths are relative to their common folder. */
export function blobFolder(name: string, files: readonly { readonly path: string; readonly file: File }[]): FileFolder {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  return {
    name,
    async open(path) {
      const file = byPath.get(path);
      return file && blobSource(path, file);
    },
  };
}
