import type { ByteSource, FileFolder } from '../core/bytes.ts';

/** A file or blob as a byte source; nothing is read before it is asked for. */
export function blobSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    byteLength: blob.size,
    async slice(start, end) {
      return new Uint8Array(await blob.slice(start, end).arrayBuffer());
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
