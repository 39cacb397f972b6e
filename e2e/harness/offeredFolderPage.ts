/** Runs in a page of the site: folders in its own file system, offered as if the user had chosen them. */

export interface SentFile {
  readonly path: string;
  readonly base64: string;
}

export interface OfferedFolderPage {
  write(folder: string, files: readonly SentFile[]): Promise<void>;
  /** From now on the page's folder picker gives this folder. */
  offer(folder: string): void;
}

const offeredFolder: OfferedFolderPage = {
  async write(folder, files) {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
    await Promise.all(files.map((file) => writeFile(root, file)));
  },
  offer(folder) {
    const value = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(folder);
    Object.defineProperty(window, 'showDirectoryPicker', { configurable: true, value });
  },
};

async function writeFile(root: FileSystemDirectoryHandle, { path, base64 }: SentFile): Promise<void> {
  const parts = path.split('/');
  let parent = root;
  for (const part of parts.slice(0, -1)) parent = await parent.getDirectoryHandle(part, { create: true });
  const file = await parent.getFileHandle(parts.at(-1) ?? '', { create: true });
  const stream = await file.createWritable();
  await stream.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  await stream.close();
}

Object.assign(globalThis, { offeredFolder });
