import { isHelperFile } from '../../core/helperFile.ts';
import type { FolderFile } from '../../client/chosenPackage.ts';

/** What a drop or paste brought. */
export type Dropped =
  | {
      readonly kind: 'files';
      readonly files: readonly File[];
      /** Names of folders beside them, which are left out. */
      readonly folders?: readonly string[];
      readonly handles: Handles;
    }
  | {
      readonly kind: 'folder';
      readonly name: string;
      /** The first of them: enough to tell what the folder is. */
      readonly files: readonly FolderFile[];
      readonly readAll: () => Promise<readonly FolderFile[]>;
      readonly handles: Handles;
    };

/** What the browser can open again in another visit; empty where it cannot. */
type Handles = readonly FileSystemHandle[];

/** A package has some dozens of files; a home folder dropped by mistake must not be walked to its end. */
const MAX_FOLDER_FILES = 5000;
/** 100,000 rows of a dataset, each with images of its own. */
const MAX_DATASET_FILES = 500_000;

/**
 * Reads a drop; must be called inside its event, before which nothing may be awaited. One folder alone comes with all its
 * files; beside other things a folder is left out, since one cannot tell what it is for.
 */
export async function readDropped(transfer: DataTransfer): Promise<Dropped> {
  const waiting = Array.from(transfer.items, handleOf);
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [only] = entries;
  const files = Array.from(transfer.files);
  if (entries.length !== 1 || !only || !isDirectory(only)) {
    const folders = new Set(entries.filter((entry) => entry.isDirectory).map((entry) => entry.name));
    const taken = files.filter(({ name }) => !folders.has(name) && !isHelperFile(name));
    return { kind: 'files', files: taken, folders: [...folders], handles: await known(waiting) };
  }
  return {
    kind: 'folder',
    name: only.name,
    files: await readFolder(only, MAX_FOLDER_FILES),
    readAll: () => readFolder(only, MAX_DATASET_FILES),
    handles: await known(waiting),
  };
}

/** Chromium's, which TypeScript's library lacks. https://wicg.github.io/file-system-access/#drag-and-drop */
interface ItemWithHandle extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** A handle that is refused leaves its file all the same. */
async function handleOf(item: ItemWithHandle): Promise<FileSystemHandle | null> {
  return (await item.getAsFileSystemHandle?.().catch(() => null)) ?? null;
}

/** All or none: with some of them, the others would be missing in the next visit. */
async function known(waiting: readonly Promise<FileSystemHandle | null>[]): Promise<Handles> {
  const handles = await Promise.all(waiting);
  return handles.every((handle) => handle !== null) ? handles : [];
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function readFolder(folder: FileSystemDirectoryEntry, most: number): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next && found.length < most; next = waiting.pop()) {
    for (const entry of await listFolder(next)) {
      if (isDirectory(entry)) waiting.push(entry);
      const path = entry.fullPath.replace(/^\//, '');
      if (isFile(entry) && !isHelperFile(path)) found.push({ path, file: await fileOf(entry) });
    }
  }
  return found;
}

/** `readEntries` gives at most 100 a call, and an empty list at the end. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
