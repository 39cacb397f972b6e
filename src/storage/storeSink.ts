import { createSHA256 } from 'hash-wasm';
import type { ByteSink, SinkFolder, WrittenFile } from '../core/bytes/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { FileStore } from './fileStore.ts';
import { readSteadily } from '../packages/readSteadily.ts';

const PARTIAL_ENDING = '.partial';

/** Read at a time for a digest. */
const INSPECT_BYTES = 8 * 1024 * 1024;

/** A folder of the store to write into. Writing throws `NoSpaceError`. */
export function storeSink(store: FileStore, folder: string): SinkFolder {
  const locate = (path: string) => `${folder}/${path}`;
  return {
    name: "the browser's storage",
    async open(path) {
      const file = await store.file(locate(path));
      return file && blobSource(path, file);
    },
    create: (path) => createSink(store, locate(path)),
    async inspect(path, { signal, onBytes } = {}) {
      const file = await store.file(locate(path));
      if (!file) return undefined;
      const hash = await createSHA256();
      for (let start = 0; start < file.size; start += INSPECT_BYTES) {
        throwIfAborted(signal);
        const bytes = await readSteadily(() => file.slice(start, start + INSPECT_BYTES).arrayBuffer());
        const piece = new Uint8Array(bytes);
        hash.update(piece);
        onBytes?.(piece.byteLength);
      }
      return { byteLength: file.size, sha256: hash.digest() };
    },
    async remove(path) {
      await store.remove(locate(path));
      await store.remove(locate(path) + PARTIAL_ENDING);
    },
  };
}

async function createSink(store: FileStore, location: string): Promise<ByteSink> {
  const partial = location + PARTIAL_ENDING;
  const file = await store.open(partial);
  file.truncate(0);
  const hash = await createSHA256();
  let byteLength = 0;
  return {
    async write(chunk) {
      file.write(chunk, byteLength);
      hash.update(chunk);
      byteLength += chunk.byteLength;
    },
    async close(): Promise<WrittenFile> {
      file.flush();
      file.close();
      await store.move(partial, location);
      return { byteLength, sha256: hash.digest() };
    },
    async abort() {
      file.close();
      await store.remove(partial);
    },
  };
}
