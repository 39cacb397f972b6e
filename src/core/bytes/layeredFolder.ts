import type { FileFolder } from './bytes.ts';

/** Several folders as one: of files with the same path, the first folder's wins. */
export function layeredFolder(...folders: readonly FileFolder[]): FileFolder {
  return {
    name: folders.map((folder) => folder.name).join(' + '),
    async open(path) {
      for (const folder of folders) {
        const source = await folder.open(path);
        if (source !== undefined) return source;
      }
      return undefined;
    },
  };
}
