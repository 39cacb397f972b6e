/**
 * A folder of pictures without a dataset, read by the pictures' names: as edits of sources, or as pictures that were made from a
 * prompt, where NAME.png has its prompt in NAME.txt.
 */
import { haveAllPrompts, isPicturePath, readPictureFolder } from '../../core/dataset/pictureFolder.ts';
import type { FoundSets } from '../../core/dataset/pictureSet.ts';
import { findSets, isAnyPicture, PictureSetError, readSets } from '../../core/dataset/pictureSets.ts';
import type { BatchFiles } from './batchFiles.ts';

/** What is made of loose pictures; of a folder it is called as the folder. */
const DATASET_NAME = 'picture-sets';

/** `files` with a dataset made of the pictures' names, if there is none and they tell; and what it leaves out. Throws {@link PictureSetError}. */
export async function withPictureSets(files: BatchFiles, hasDataset: boolean): Promise<BatchFiles> {
  const first = Array.from(files.paths).find(isAnyPicture);
  if (hasDataset || first === undefined) return files;
  const found = haveAllPrompts(files.paths) ? undefined : findSets(files.paths);
  return found ? withEdits(files, found, topFolderOf(first)) : withPromptedPictures(files);
}

async function withEdits(files: BatchFiles, found: FoundSets, top: string): Promise<BatchFiles> {
  const { name, paths } = files;
  const rows = await readSets(
    { name, paths, read: (path) => readFile(files, path), inside: (path) => path.slice(top.length) },
    found,
  );
  const { unused, note } = found;
  return { ...withRows(files, top, rows), unused, ...(note !== undefined && { notes: [note] }) };
}

async function readFile(files: BatchFiles, path: string): Promise<Uint8Array | undefined> {
  const file = await files.open(path);
  return file && new Uint8Array(await file.arrayBuffer());
}

/** Pictures that are no edits, each with its prompt beside it. A folder beneath the chosen one counts by itself. */
async function withPromptedPictures(files: BatchFiles): Promise<BatchFiles> {
  const { paths } = files;
  const top = topFolderOf(Array.from(paths).find(isPicturePath) ?? '');
  const { rows, leftOut } = await readPictureFolder({
    paths,
    read: (path) => readFile(files, path),
    placeOf(path) {
      const inside = path.slice(top.length);
      const folder = topFolderOf(inside) || top || `${DATASET_NAME}/`;
      return { output_path: inside, folder: folder.slice(0, -1) };
    },
  });
  if (rows.length === 0) throw new PictureSetError(`${files.name} holds no dataset, only pictures. ${HOW_TO}`);
  return { ...withRows(files, top, rows), unused: leftOut };
}

const HOW_TO =
  'Add a JSON, JSON lines, CSV or parquet file that names them; or name them NAME_source, NAME_1, NAME_2 and so on, or put the ' +
  'sources into a folder "source" beside a folder of each editor, with the instruction in NAME.txt; or, where they are no edits, put the prompt of NAME.png into NAME.txt.';

/** `files` with a dataset of these rows in the folder `top`, called as that. */
function withRows(files: BatchFiles, top: string, rows: readonly unknown[]): BatchFiles {
  const name = `${top.slice(0, -1) || DATASET_NAME}.json`;
  return withFile(files, top + name, new File([JSON.stringify(rows)], name));
}

function withFile(files: BatchFiles, path: string, file: File): BatchFiles {
  const paths = new Set([...files.paths, path]);
  return { ...files, paths, open: async (wanted) => (wanted === path ? file : files.open(wanted)) };
}

/** With a slash at its end; empty where there is none. */
function topFolderOf(path: string): string {
  return path.slice(0, path.indexOf('/') + 1);
}
