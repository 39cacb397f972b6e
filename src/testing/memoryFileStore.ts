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
  return new FilesInMemory(capacity);
}

class FilesInMemory implements MemoryFileStore {
  capacity: number;
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  #inUse = new Set<string>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  usedBytes(): number {
    return [...this.#files.values()].reduce((sum, bytes) => sum + bytes.byteLength, 0);
  }

  closeAll(): void {
    this.#inUse = new Set();
  }

  async file(path: string): Promise<File | undefined> {
    const bytes = this.#files.get(path);
    return bytes && new File([bytes], path.split('/').at(-1) ?? path);
  }

  async open(path: string): Promise<OpenFile> {
    if (this.#inUse.has(path)) throw new FileInUseError(`${path} is in use.`, { file: path });
    this.#inUse.add(path);
    if (!this.#files.has(path)) this.#files.set(path, new Uint8Array());
    return this.#openFile(path, this.#inUse);
  }

  async list(folder: string): Promise<string[]> {
    return [...new Set(this.#under(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
  }

  async move(from: string, to: string): Promise<void> {
    const bytes = this.#files.get(from);
    if (!bytes) throw new Error(`${from} cannot be moved: there is no such file.`);
    this.#files.set(to, bytes);
    this.#files.delete(from);
  }

  async remove(path: string): Promise<void> {
    for (const file of this.#under(path)) this.#files.delete(file);
  }

  /** `session`: files that were opened before `closeAll` are closed. */
  #openFile(path: string, session: Set<string>): OpenFile {
    const bytes = () => {
      const found = session.has(path) && session === this.#inUse ? this.#files.get(path) : undefined;
      if (!found) throw new Error(`${path} is closed.`);
      return found;
    };
    const resize = (byteLength: number) => this.#resize(path, bytes(), byteLength);
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

  #resize(path: string, old: Uint8Array, byteLength: number): void {
    if (this.usedBytes() - old.byteLength + byteLength > this.capacity) throw new NoSpaceError(`${path} does not fit`);
    const resized = new Uint8Array(byteLength);
    resized.set(old.subarray(0, byteLength));
    this.#files.set(path, resized);
  }

  #under(path: string): string[] {
    return [...this.#files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
  }
}
