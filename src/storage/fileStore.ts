import { EditRewardError } from '../core/errors.ts';

/**
 * Files that stay: the browser's origin private file system, or memory in tests. Paths are names joined by slashes.
 * Throws {@link NoSpaceError} and {@link FileInUseError}; other failures are the platform's.
 */
export interface FileStore {
  /** The file as it is now, unread; undefined when there is none. Reading it fails once it has changed. */
  file(path: string): Promise<File | undefined>;
  /** Opens a file for this caller alone, and makes it and its folders when there is none. */
  open(path: string): Promise<OpenFile>;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Moves a file; replaces what stands at `to`. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all that is in it. Nothing happens when there is none. */
  remove(path: string): Promise<void>;
}

/** A file being written. Calls block, as those of a `FileSystemSyncAccessHandle` do. */
export interface OpenFile {
  byteLength(): number;
  /** Bytes of `[start, end)`, which must be there. */
  read(start: number, end: number): Uint8Array<ArrayBuffer>;
  /** Writes all of `bytes`. Throws {@link NoSpaceError}. */
  write(bytes: Uint8Array, start: number): void;
  truncate(byteLength: number): void;
  /** What was written before survives a crash after. */
  flush(): void;
  close(): void;
}

/** Replaces a small file. */
export async function writeWhole(store: FileStore, path: string, bytes: Uint8Array): Promise<void> {
  const file = await store.open(path);
  try {
    file.write(bytes, 0);
    file.truncate(bytes.byteLength);
  } finally {
    file.close();
  }
}

/** A write did not fit. Whoever knows what was being done tells the user, with numbers. */
export class NoSpaceError extends Error {
  override readonly name = 'NoSpaceError';
}

/** Another tab writes this file. */
export class FileInUseError extends EditRewardError {
  override readonly name = 'FileInUseError';
}
