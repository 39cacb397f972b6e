/**
 * A folder of pictures without a dataset, read by the pictures' names: as edits of sources, or as pictures that were made from a
 * prompt, where NAME.png has its prompt in NAME.txt.
 */
import { haveAllPrompts, isPicturePath, readPictureFolder } from '../../core/dataset/pictureFolder.ts';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { tablePath, type InstructionTable } from '../../core/dataset/instructionTable.ts';
import type { FoundSets } from '../../core/dataset/pictureSet.ts';
import { findSets, isAnyPicture, PictureSetError, readSets } from '../../core/dataset/pictureSets.ts';
import { loadPart } from '../ui/loadPart.ts';
import type { BatchFiles } from './batchFiles.ts';
import { isDatasetName } from './datasetName.ts';

/** What is made of loose pictures; of a folder it is called as the folder. */
const DATASET_NAME = 'picture-sets';

/** `files` with a dataset made of the pictures' names, if there is none and they tell; and what it leaves out. Throws {@link PictureSetError}. */
export async function withPictureSets(files: BatchFiles, hasDataset: boolean): Promise<BatchFiles> {
  const first = Array.from(files.paths).find(isAnyPicture);
  if (first === undefined) return files;
  const top = topFolderOf(first);
  const isOfPrompts = haveAllPrompts(files.paths);
  const table = isOfPrompts ? undefined : await readTable(files);
  const inTable = table && findSets(files.paths, table);
  if (inTable) return withEdits(files, inTable, top, table);
  if (hasDataset) return files;
  const found = isOfPrompts ? undefined : findSets(files.paths);
  return found ? withEdits(files, found, top) : withPromptedPictures(files);
}

/** Instructions in one file, where no other file is a dataset. Undefined where there is none, or it is a dataset itself. */
async function readTable(files: BatchFiles): Promise<InstructionTable | undefined> {
  const path = tablePath(files.paths);
  const isAlone = Array.from(files.paths).every((other) => other === path || !isDatasetName(other));
  const bytes = path !== undefined && isAlone ? await readFile(files, path) : undefined;
  if (path === undefined || !bytes) return undefined;
  const { readInstructionTable, InstructionTableError } = await loadPart(loadTableReader);
  try {
    return await readInstructionTable(bytesSource(path.split('/').at(-1) ?? path, bytes));
  } catch (error) {
    if (error instanceof InstructionTableError) return undefined;
    throw error;
  }
}

/** With it come the readers of datasets, which are else in a worker alone. */
const loadTableReader = () => import('../../formats/dataset/readInstructionTable.ts');

async function withEdits(
  files: BatchFiles,
  found: FoundSets,
  top: string,
  table?: InstructionTable,
): Promise<BatchFiles> {
  const { name, paths } = files;
  const rows = await readSets(
    { name, paths, table, read: (path) => readFile(files, path), inside: (path) => path.slice(top.length) },
    found,
  );
  const { unused, note } = found;
  return { ...withRows(files, top, rows), unused, ...(note !== undefined && { notes: [note] }) };
}

async function readFile(files: BatchFiles, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
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
  return { ...withFile(files, top + name, new File([JSON.stringify(rows)], name)), made: top + name };
}

function withFile(files: BatchFiles, path: string, file: File): BatchFiles {
  const paths = new Set([...files.paths, path]);
  return { ...files, paths, open: async (wanted) => (wanted === path ? file : files.open(wanted)) };
}

/** With a slash at its end; empty where there is none. */
function topFolderOf(path: string): string {
  return path.slice(0, path.indexOf('/') + 1);
}
