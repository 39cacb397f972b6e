import { createSHA256 } from 'hash-wasm';
import type { ByteSink, ByteSource, SinkFolder, WrittenFile } from '../core/bytes/bytes.ts';
import { digestSource } from '../core/bytes/sha256.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { FileStore } from './fileStore.ts';
import { readSteadily } from '../packages/readSteadily.ts';

const PARTIAL_ENDING = '.partial';

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
    async inspect(path, hooks) {
      const file = await store.file(locate(path));
      if (!file) return undefined;
      return { byteLength: file.size, sha256: await digestSource(storedSource(path, file), hooks) };
    },
    async remove(path) {
      await store.remove(locate(path));
      await store.remove(locate(path) + PARTIAL_ENDING);
    },
  };
}

/** Its failures are the browser's own: no one chose the file. */
function storedSource(name: string, file: File): ByteSource {
  return {
    name,
    byteLength: file.size,
    slice: async (start, end) => new Uint8Array(await readSteadily(() => file.slice(start, end).arrayBuffer())),
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
