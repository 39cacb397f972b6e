import { isHelperFile } from '../../core/helperFile.ts';
import type { ChosenFiles } from '../../core/modelPackage/modelLocation.ts';
import type { FolderFile } from '../../client/chosenPackage.ts';

const WEIGHTS = /\.safetensors$/i;
/** What torch.save leaves, which the conversion names and explains. Many things are called so: a config must lie beside it. */
const PICKLED_WEIGHTS = /(?:^|\/)(?:[^/]+\.pth|[^/]*model[^/]*\.(?:pt|bin))$/i;

/** A checkpoint in a folder that the user chose or dropped. */
export interface CheckpointFolder {
  readonly name: string;
  readonly files: ChosenFiles;
}

/**
 * The checkpoint in a folder: the files of the uppermost folder with safetensors in it, else with a torch file beside a
 * config, with their paths from there. Undefined when there is none.
 */
export function checkpointOfFolder(name: string, files: readonly FolderFile[]): CheckpointFolder | undefined {
  const meant = files.filter(({ path }) => !isHelperFile(path));
  const paths = meant.map(({ path }) => path);
  const pickled = paths.filter((path) => PICKLED_WEIGHTS.test(path) && paths.includes(`${folderOf(path)}config.json`));
  const root = uppermost(paths.filter((path) => WEIGHTS.test(path))) ?? uppermost(pickled);
  if (root === undefined) return undefined;
  const inside = meant.filter(({ path }) => path.startsWith(root));
  return { name, files: inside.map(({ path, file }) => ({ path: path.slice(root.length), file })) };
}

/** Every file of a folder, with its path from there. */
export function wholeFolder(name: string, files: readonly FolderFile[]): CheckpointFolder {
  const meant = files.filter(({ path }) => !isHelperFile(path));
  return { name, files: meant.map(({ path, file }) => ({ path: path.slice(path.indexOf('/') + 1), file })) };
}

function uppermost(paths: readonly string[]): string | undefined {
  return paths.map(folderOf).toSorted((a, b) => a.split('/').length - b.split('/').length)[0];
}

/** With a slash at its end; empty at the top. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
