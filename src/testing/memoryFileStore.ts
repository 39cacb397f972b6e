import { FileInUseError, NoSpaceError, type FileStore, type OpenFile } from '../storage/fileStore.ts';

/** A file store in memory, with room for a given number of bytes. */
export interface MemoryFileStore extends FileStore {
  /** How many bytes fit; may be changed at any time. */
  capacity: number;
  usedBytes(): number;
  /** Forgets who has which file open, as when a tab is closed. */
  closeAll(): void;
}

/** For tests, and wherever there is no disk. */
export function memoryFileStore(capacity = Infinity): MemoryFileStore {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let inUse = new Set<string>();
  const usedBytes = () => [...files.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  const under = (path: string) => [...files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));

  const store: MemoryFileStore = {
    capacity,
    usedBytes,
    closeAll: () => (inUse = new Set()),
    async file(path) {
      const bytes = files.get(path);
      return bytes && new File([bytes], path.split('/').at(-1) ?? path);
    },
    async open(path) {
      if (inUse.has(path)) throw new FileInUseError(`${path} is in use.`, { file: path });
      inUse.add(path);
      if (!files.has(path)) files.set(path, new Uint8Array());
      return openFile(path, inUse);
    },
    async list(folder) {
      return [...new Set(under(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
    },
    async move(from, to) {
      const bytes = files.get(from);
      if (!bytes) throw new Error(`${from} cannot be moved: there is no such file.`);
      files.set(to, bytes);
      files.delete(from);
    },
    async remove(path) {
      for (const file of under(path)) files.delete(file);
    },
  };

  function openFile(path: string, session: Set<string>): OpenFile {
    const bytes = () => {
      const found = session.has(path) && session === inUse ? files.get(path) : undefined;
      if (!found) throw new Error(`${path} is closed.`);
      return found;
    };
    const resize = (byteLength: number) => {
      const old = bytes();
      if (usedBytes() - old.byteLength + byteLength > store.capacity) throw new NoSpaceError(`${path} does not fit`);
      const resized = new Uint8Array(byteLength);
      resized.set(old.subarray(0, byteLength));
      files.set(path, resized);
    };
    return {
      byteLength: () => bytes().byteLength,
      read: (start, end) => bytes().slice(start, end),
      write(chunk, start) {
        if (start + chunk.byteLength > bytes().byteLength) resize(start + chunk.byteLength);
        bytes().set(chunk, start);
      },
      truncate: resize,
      flush: () => undefined,
      close: () => void session.delete(path),
    };
  }

  return store;
}
