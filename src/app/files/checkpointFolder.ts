import { isHelperFile } from '../../core/helperFile.ts';
import type { ChosenFiles } from '../../rpc/modelStoreApi.ts';
import type { FolderFile } from '../../client/chosenPackage.ts';

const WEIGHTS = /\.safetensors$/i;

/** A checkpoint in a folder that the user chose or dropped. */
export interface CheckpointFolder {
  readonly name: string;
  readonly files: ChosenFiles;
}

/**
 * The checkpoint in a folder: the files of the uppermost folder with safetensors in it, with their paths from there.
 * Undefined when there is none.
 */
export function checkpointOfFolder(name: string, files: readonly FolderFile[]): CheckpointFolder | undefined {
  const weights = files
    .filter(({ path }) => WEIGHTS.test(path) && !isHelperFile(path))
    .map(({ path }) => folderOf(path));
  const root = weights.toSorted((a, b) => a.split('/').length - b.split('/').length)[0];
  if (root === undefined) return undefined;
  const inside = files.filter(({ path }) => path.startsWith(root) && !isHelperFile(path));
  return { name, files: inside.map(({ path, file }) => ({ path: path.slice(root.length), file })) };
}

/** Every file of a folder, with its path from there. */
export function wholeFolder(name: string, files: readonly FolderFile[]): CheckpointFolder {
  const meant = files.filter(({ path }) => !isHelperFile(path));
  return { name, files: meant.map(({ path, file }) => ({ path: path.slice(path.indexOf('/') + 1), file })) };
}

/** With a slash at its end; empty at the top. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
