import { createSHA256 } from 'hash-wasm';
import { throwIfAborted } from '../core/errors.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { addRange, missingRanges, sumRanges, type ByteRange } from '../packages/byteRanges.ts';
import { NoSpaceError, type FileStore, type OpenFile } from './fileStore.ts';
import type { FileState, Journal } from './journal.ts';

/** Hashed at a time: large enough to be quick, small enough to stay unnoticed in memory. */
const HASH_BYTES = 8 * 1024 * 1024;

type ListedFile = Manifest['files'][number];

/** One file of a model that is not whole and checked yet: what is here of it, on disk and in the journal. */
export class FileTransfer {
  readonly listed: ListedFile;
  readonly #store: FileStore;
  readonly #location: string;
  readonly #journal: Journal;
  #file: OpenFile | undefined;
  #opening: Promise<OpenFile> | undefined;
  #ranges: readonly ByteRange[];

  private constructor(
    store: FileStore,
    location: string,
    listed: ListedFile,
    ranges: readonly ByteRange[],
    journal: Journal,
  ) {
    this.#store = store;
    this.#location = location;
    this.#journal = journal;
    this.listed = listed;
    this.#ranges = ranges;
  }

  /** Takes up what is at `location`; `state` is what the journal says of it. Undefined when the file is whole and checked. */
  static async resume(
    store: FileStore,
    location: string,
    listed: ListedFile,
    state: FileState | undefined,
    journal: Journal,
  ): Promise<FileTransfer | undefined> {
    const onDisk = (await store.file(location))?.size ?? 0;
    if (state?.verified && onDisk === listed.byteLength) return undefined;
    // After a crash of the machine the journal may know more than the disk.
    const last = Math.min(onDisk, listed.byteLength);
    const ranges = (state?.ranges ?? []).map(([start, end]) => [start, Math.min(end, last)] as const);
    const kept = ranges.filter(([start, end]) => start < end);
    return new FileTransfer(store, location, listed, kept, journal);
  }

  get storedBytes(): number {
    return sumRanges(this.#ranges);
  }

  get isWhole(): boolean {
    return this.storedBytes === this.listed.byteLength;
  }

  /** Where what is here from the file's start ends. */
  get prefixBytes(): number {
    const first = this.#ranges[0];
    return first?.[0] === 0 ? first[1] : 0;
  }

  missing(maxBytes: number): ByteRange[] {
    return missingRanges(this.#ranges, this.listed.byteLength, maxBytes);
  }

  async open(): Promise<void> {
    // Several connections may come at once, and a file opens but once.
    this.#opening ??= this.#store.open(this.#location).catch((error: unknown) => {
      // Another tab may have closed it by the next time.
      this.#opening = undefined;
      throw error;
    });
    this.#file = await this.#opening;
  }

  write(bytes: Uint8Array, start: number): void {
    this.#opened().write(bytes, start);
    this.#ranges = addRange(this.#ranges, [start, start + bytes.byteLength]);
  }

  /** Tells the journal that `range` is here. */
  record([start, end]: ByteRange): void {
    if (start === end) return;
    try {
      this.#journal.append({ file: this.listed.path, has: [start, end] });
    } catch (error) {
      // A full disk is told by the write that failed. These bytes will be fetched once more if the tab closes now.
      if (!(error instanceof NoSpaceError)) throw error;
    }
  }

  /** Whether the whole file, read back, has its digest. If so, it is done; otherwise it begins anew. */
  async verify(signal: AbortSignal): Promise<boolean> {
    await this.open();
    const file = this.#opened();
    file.truncate(this.listed.byteLength);
    file.flush();
    const verified = (await digestOf(file, signal)) === this.listed.sha256;
    if (verified) {
      this.#journal.append({ file: this.listed.path, verified: true });
      this.close();
    } else {
      this.#journal.append({ file: this.listed.path, discarded: true });
      this.#ranges = [];
      file.truncate(0);
    }
    return verified;
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#opening = undefined;
  }

  #opened(): OpenFile {
    if (!this.#file) throw new Error(`${this.#location} is not open.`);
    return this.#file;
  }
}

async function digestOf(file: OpenFile, signal: AbortSignal): Promise<string> {
  const hash = await createSHA256();
  const byteLength = file.byteLength();
  for (let start = 0; start < byteLength; start += HASH_BYTES) {
    throwIfAborted(signal);
    hash.update(file.read(start, Math.min(start + HASH_BYTES, byteLength)));
    // Lets the other connections write what has come meanwhile.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hash.digest();
}
