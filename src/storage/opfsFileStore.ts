import { FileInUseError, NoSpaceError, type FileStore, type OpenFile } from './fileStore.ts';
import { StorageUnavailableError } from './storageUnavailableError.ts';

/**
 * The browser's origin private file system. `open` works in dedicated workers alone. Throws
 * {@link StorageUnavailableError}. https://fs.spec.whatwg.org/
 */
export const opfsFileStore: FileStore = {
  async file(path) {
    const handle = await findFile(path);
    return handle?.getFile();
  },
  async open(path) {
    const { folder, name } = split(path);
    return withSpaceFor(path, async () => {
      const parent = await findFolder(folder, { create: true });
      return openFile(path, await parent.getFileHandle(name, { create: true }));
    });
  },
  async list(folder) {
    const found = await orUndefined(findFolder(folder));
    const names: string[] = [];
    if (found) for await (const name of found.keys()) names.push(name);
    return names;
  },
  async move(from, to) {
    const handle = await findFile(from);
    if (!handle) throw new Error(`${from} cannot be moved: there is no such file.`);
    const { folder, name } = split(to);
    await withSpaceFor(to, async () =>
      (handle as OpfsFileHandle).move(await findFolder(folder, { create: true }), name),
    );
  },
  async remove(path) {
    const { folder, name } = split(path);
    const parent = await orUndefined(findFolder(folder));
    if (parent) await orUndefined(parent.removeEntry(name, { recursive: true }));
  },
};

/** What all browsers with an OPFS have; TypeScript's library has it for workers alone, or not yet. */
interface OpfsFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
  move(parent: FileSystemDirectoryHandle, name: string): Promise<void>;
}

/** https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle */
interface SyncAccessHandle {
  read(bytes: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(byteLength: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}

async function rootFolder(): Promise<FileSystemDirectoryHandle> {
  try {
    return await navigator.storage.getDirectory();
  } catch (cause) {
    throw new StorageUnavailableError(cause);
  }
}

async function findFolder(path: string, options: FileSystemGetDirectoryOptions = {}) {
  let folder = await rootFolder();
  for (const name of path.split('/').filter((part) => part !== '')) {
    folder = await folder.getDirectoryHandle(name, options);
  }
  return folder;
}

async function findFile(path: string): Promise<FileSystemFileHandle | undefined> {
  const { folder, name } = split(path);
  const parent = await orUndefined(findFolder(folder));
  return parent && orUndefined(parent.getFileHandle(name));
}

/** Undefined when there is no such entry, or one of the other kind. */
async function orUndefined<T>(finding: Promise<T>): Promise<T | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof DOMException && ABSENT.has(error.name)) return undefined;
    throw error;
  }
}

const ABSENT: ReadonlySet<string> = new Set(['NotFoundError', 'TypeMismatchError']);

async function openFile(path: string, handle: FileSystemFileHandle): Promise<OpenFile> {
  const access = await openAccess(path, handle);
  return {
    byteLength: () => access.getSize(),
    read(start, end) {
      const bytes = new Uint8Array(end - start);
      const count = access.read(bytes, { at: start });
      if (count !== bytes.byteLength) throw new Error(`${path} ends at byte ${start + count}, before byte ${end}.`);
      return bytes;
    },
    write(bytes, start) {
      const written = withSpace(path, () => access.write(bytes, { at: start }));
      // At the quota Firefox writes less, Chromium answers with an error's number as an unsigned one (crbug.com/541725401).
      if (written !== bytes.byteLength) throw new NoSpaceError(`${path} does not fit.`);
    },
    truncate: (byteLength) => withSpace(path, () => access.truncate(byteLength)),
    flush: () => withSpace(path, () => access.flush()),
    close: () => access.close(),
  };
}

/** A tab that was just closed may hold its files for a moment. */
const OPEN_ATTEMPTS = 20;
const OPEN_PAUSE_MS = 100;

async function openAccess(path: string, handle: FileSystemFileHandle): Promise<SyncAccessHandle> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (handle as OpfsFileHandle).createSyncAccessHandle();
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'NoModificationAllowedError')) throw cause;
      if (attempt === OPEN_ATTEMPTS) throw fileInUse(path, cause);
      await new Promise((resolve) => setTimeout(resolve, OPEN_PAUSE_MS));
    }
  }
}

function fileInUse(path: string, cause: unknown): FileInUseError {
  return new FileInUseError(`${path} is being written in another tab. Close that tab and try again.`, {
    file: path,
    cause,
  });
}

function withSpace<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw explainSpace(path, cause);
  }
}

async function withSpaceFor<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw explainSpace(path, cause);
  }
}

/** A `NoSpaceError` for what the browser calls a quota; anything else as it is. */
function explainSpace(path: string, cause: unknown): unknown {
  const isQuota = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return isQuota ? new NoSpaceError(`${path} does not fit.`, { cause }) : cause;
}
