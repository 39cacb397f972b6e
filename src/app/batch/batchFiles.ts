import type { FolderFile } from '../../client/chosenPackage.ts';
import { EditRewardError } from '../../core/errors.ts';
import { isHelperFile } from '../../core/helperFile.ts';
import { chosenName } from './chosenName.ts';
import { isDatasetName } from './datasetName.ts';

/** There is no dataset among the chosen files. */
export class NoDatasetError extends EditRewardError {
  override readonly name = 'NoDatasetError';
}

/** Files chosen together: a folder with all that is in it, or some loose files. */
export interface BatchFiles {
  /** What was chosen, for people. */
  readonly name: string;
  /** Each from the chosen folder's name on; a loose file's is its name. */
  readonly paths: ReadonlySet<string>;
  /** Undefined when it is gone. */
  open(path: string): Promise<File | undefined>;
  /** What the browser can open again in another visit; empty where it cannot. */
  readonly handles: readonly FileSystemHandle[];
  /** What comes with the page, and is what its own model knows. */
  readonly isExample?: boolean;
  /** The dataset that was made of the pictures' names, if one was. */
  readonly made?: string;
  /** Pictures that no set takes, where the dataset was made of the pictures' names. */
  readonly unused?: readonly string[];
  /** How the names were understood, where the dataset was made of them: sentences. */
  readonly notes?: readonly string[];
}

/** Of an input, or a drop in a browser without handles. */
export function filesOfList(name: string, files: readonly FolderFile[]): BatchFiles {
  const byPath = new Map(files.flatMap(({ path, file }) => (isHelperFile(path) ? [] : [[path, file]])));
  return { name, paths: new Set(byPath.keys()), open: async (path) => byPath.get(path), handles: [] };
}

/** Walks the folders for the paths alone; files are opened when they are asked for. */
export async function filesOfHandles(handles: readonly FileSystemHandle[]): Promise<BatchFiles> {
  const roots = new Map(handles.map((handle) => [handle.name, handle]));
  const paths = new Set<string>();
  for (const handle of handles) await collectPaths(handle, handle.name, paths);
  const name = chosenName([...roots.keys()]);
  return { name, paths, open: (path) => openPath(roots, path), handles };
}

async function collectPaths(handle: FileSystemHandle, path: string, into: Set<string>): Promise<void> {
  if (!isDirectory(handle)) return void (isHelperFile(path) || into.add(path));
  for await (const [name, child] of handle.entries()) await collectPaths(child, `${path}/${name}`, into);
}

async function openPath(roots: ReadonlyMap<string, FileSystemHandle>, path: string): Promise<File | undefined> {
  const [first = '', ...parts] = path.split('/');
  let handle = roots.get(first);
  try {
    for (const [depth, part] of parts.entries()) {
      if (!handle || !isDirectory(handle)) return undefined;
      const isLast = depth === parts.length - 1;
      handle = isLast ? await handle.getFileHandle(part) : await handle.getDirectoryHandle(part);
    }
    return handle && isFile(handle) ? await handle.getFile() : undefined;
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError')) {
      return undefined;
    }
    throw error;
  }
}

function isDirectory(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

/** Whether there is a file that may be a dataset. */
export function hasDataset({ paths }: Pick<BatchFiles, 'paths'>): boolean {
  return Array.from(paths).some(isDatasetName);
}

/** Paths that may be the dataset, uppermost first. Throws {@link NoDatasetError} when there is none. */
export function datasetPaths({
  name,
  paths,
  made,
}: Pick<BatchFiles, 'name' | 'paths' | 'made'>): readonly [string, ...string[]] {
  if (made !== undefined) return [made];
  const [first, ...others] = Array.from(paths)
    .filter(isDatasetName)
    .toSorted((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
  if (first !== undefined) return [first, ...others];
  throw new NoDatasetError(`${name} holds no dataset. ${howToBringOne(paths)}`);
}

function howToBringOne(paths: Iterable<string>): string {
  const archive = Array.from(paths).find((path) => path.toLowerCase().endsWith('.zip'));
  return archive === undefined
    ? 'Add a JSON, JSON lines, CSV or parquet file that names the images.'
    : `Unpack ${archive}, then choose the folder that it makes.`;
}

function depthOf(path: string): number {
  return path.split('/').length;
}
