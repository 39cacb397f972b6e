import type { FolderFile } from '../../client/chosenPackage.ts';

/** What a drop or paste brought. */
export type Dropped =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] };

/** A package has some dozens of files; a home folder dropped by mistake must not be walked to its end. */
const MAX_FOLDER_FILES = 5000;

/**
 * Reads a drop; must be called inside its event, before which nothing may be awaited. One folder alone comes with all its
 * files; beside other things a folder is left out, since one cannot tell what it is for.
 */
export function readDropped(transfer: DataTransfer): Promise<Dropped> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [only] = entries;
  const files = Array.from(transfer.files);
  if (entries.length !== 1 || !only || !isDirectory(only)) {
    const folders = new Set(entries.filter((entry) => entry.isDirectory).map((entry) => entry.name));
    return Promise.resolve({ kind: 'files', files: files.filter((file) => !folders.has(file.name)) });
  }
  return readFolder(only).then((inside) => ({ kind: 'folder', name: only.name, files: inside }));
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next && found.length < MAX_FOLDER_FILES; next = waiting.pop()) {
    for (const entry of await listFolder(next)) {
      if (isDirectory(entry)) waiting.push(entry);
      if (isFile(entry)) found.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) });
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
