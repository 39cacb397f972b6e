/**
 * A folder of pictures without a dataset, read by the pictures' names: NAME_source, NAME_1, NAME_2 and NAME.txt for edits, or
 * NAME.png and NAME.txt for pictures that were made from a prompt.
 */
import { haveAllPrompts, isPicturePath, readPictureFolder } from '../../core/dataset/pictureFolder.ts';
import { EditRewardError } from '../../core/errors.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { BatchFiles } from './batchFiles.ts';
import { listed } from '../../core/listed.ts';

/** Pictures that are named like sets, but not all that they need is there. */
export class PictureSetError extends EditRewardError {
  override readonly name = 'PictureSetError';
}

/** What is made of loose pictures; of a folder it is called as the folder. */
const DATASET_NAME = 'picture-sets';

const PICTURE = /\.(png|jpe?g|jfif|webp|avif|gif|bmp)$/i;
/** How the picture before the edit is called, behind the set's name or alone in the set's folder. */
const SOURCE = /(?:^|(?<=\/)|[_\-. ])(?:source|src|original|orig|input|before)$/i;
const SEPARATORS = '_-. ';
/** The instruction's file, where each set has a folder. */
const INSTRUCTION_NAMES = ['instruction', 'prompt'];

/** One source with its edits, as paths. */
export interface PictureSet {
  readonly source: string;
  readonly edits: readonly string[];
  /** Where its instruction is, the first of them that is there. */
  readonly instructions: readonly string[];
}

/** `files` with a dataset made of the pictures' names, if there is none and they tell; and what it leaves out. Throws {@link PictureSetError}. */
export async function withPictureSets(files: BatchFiles, hasDataset: boolean): Promise<BatchFiles> {
  const pictures = Array.from(files.paths).filter((path) => PICTURE.test(path));
  if (hasDataset || pictures.length === 0) return files;
  if (haveAllPrompts(files.paths)) return withPromptedPictures(files);
  const sets = findPictureSets(pictures);
  if (sets.length === 0) return withPromptedPictures(files);
  const rows = await Promise.all(sets.map((set) => rowOf(files, set)));
  const missing = rows.flatMap((row) => ('missing' in row ? [row.missing] : []));
  if (missing.length > 0) {
    throw new PictureSetError(
      `${files.name} holds pictures, but not what they were to become: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} ` +
        'missing. Put the instruction of each source into a text file of its name.',
    );
  }
  const used = new Set(sets.flatMap(({ source, edits }) => [source, ...edits]));
  const unused = pictures.filter((picture) => !used.has(picture));
  return { ...withRows(files, topFolderOf(pictures[0] ?? ''), rows), unused };
}

/** Pictures that are no edits, each with its prompt beside it. A folder beneath the chosen one counts by itself. */
async function withPromptedPictures(files: BatchFiles): Promise<BatchFiles> {
  const { paths } = files;
  const top = topFolderOf(Array.from(paths).find(isPicturePath) ?? '');
  const { rows, leftOut } = await readPictureFolder({
    paths,
    async read(path) {
      const file = await files.open(path);
      return file && new Uint8Array(await file.arrayBuffer());
    },
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
  'Add a JSON, JSON lines, CSV or parquet file that names them; or name them NAME_source, NAME_1, NAME_2 and so on, with the ' +
  'instruction in NAME.txt; or, where they are no edits, put the prompt of NAME.png into NAME.txt.';

/**
 * A source and all pictures whose names begin as its name does; a picture belongs to the longest such name. Throws
 * {@link PictureSetError} where edits have two sources.
 */
export function findPictureSets(pictures: readonly string[]): PictureSet[] {
  const sources = groupBy(pictures.filter(isSource), (path) => stemOf(path).replace(SOURCE, ''));
  const edits = groupBy(
    pictures.filter((path) => !isSource(path)),
    (path) => setOf(path, sources),
  );
  return Array.from(edits).flatMap(([set, paths]) =>
    set === undefined ? [] : [pictureSet(set, sources.get(set) ?? [], paths)],
  );
}

function pictureSet(set: string, [source = '', other]: readonly string[], paths: readonly string[]): PictureSet {
  if (other !== undefined) {
    throw new PictureSetError(`${source} and ${other} are both called as the source of one set. Rename or remove one.`);
  }
  return {
    source,
    edits: paths.toSorted(inNumericOrder),
    instructions: instructionsOf(set),
  };
}

function isSource(path: string): boolean {
  return SOURCE.test(stemOf(path));
}

/** The longest beginning of the name, up to a separator or its folder, that a source has. */
function setOf(path: string, sources: ReadonlyMap<string, unknown>): string | undefined {
  const stem = stemOf(path);
  const folderEnd = stem.lastIndexOf('/') + 1;
  for (let end = stem.length - 1; end > folderEnd; end--) {
    const name = stem.slice(0, end);
    if (SEPARATORS.includes(stem[end] ?? '') && sources.has(name)) return name;
  }
  const folder = stem.slice(0, folderEnd);
  return sources.has(folder) ? folder : undefined;
}

/** A set that has a folder to itself: the source's name says nothing more. */
function isFolder(set: string): boolean {
  return set === '' || set.endsWith('/');
}

function instructionsOf(set: string): string[] {
  if (!isFolder(set)) return [`${set}.txt`, ...INSTRUCTION_NAMES.map((name) => `${set}_${name}.txt`)];
  return [...INSTRUCTION_NAMES.map((name) => `${set}${name}.txt`), ...(set === '' ? [] : [`${set.slice(0, -1)}.txt`])];
}

type Row =
  | { readonly prompt: string; readonly path_src: string; readonly paths_generated: readonly string[] }
  | { readonly missing: string };

async function rowOf(files: BatchFiles, { source, edits, instructions }: PictureSet): Promise<Row> {
  const path = instructions.find((each) => files.paths.has(each));
  const file = path === undefined ? undefined : await files.open(path);
  const prompt = file ? (await readInstruction(file)).trim() : '';
  if (prompt === '') return { missing: path ?? instructions[0] ?? '' };
  const inside = (each: string) => each.slice(topFolderOf(source).length);
  return { prompt, path_src: inside(source), paths_generated: edits.map(inside) };
}

const UTF_16_MARK = 0xfffe;
const UTF_16_SWAPPED_MARK = 0xfeff;

/** Windows' editors write UTF-16, with its mark. Other bytes than UTF-8 would become other letters, silently. */
async function readInstruction(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === UTF_16_MARK ? 'utf-16le' : mark === UTF_16_SWAPPED_MARK ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PictureSetError(`${file.name} is not UTF-8 text. Save it as UTF-8.`, { file: file.name, cause });
  }
}

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

/** The path without its ending. */
function stemOf(path: string): string {
  return path.replace(PICTURE, '');
}

function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
