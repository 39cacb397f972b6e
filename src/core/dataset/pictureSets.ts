/** Edits without a dataset, known by the names of the pictures: NAME_source, NAME_1, NAME_2, with the instruction in NAME.txt. */
import { EditRewardError } from '../errors.ts';
import { groupBy } from '../groupBy.ts';
import { listed } from '../listed.ts';
import { findEditorSets } from './editorSets.ts';
import { keyIn, type InstructionTable } from './instructionTable.ts';
import { PICTURE, type FoundSets, type PictureSet } from './pictureSet.ts';

/** Pictures that are named like sets, but not all that they need is there. */
export class PictureSetError extends EditRewardError {
  override readonly name = 'PictureSetError';
}

/** How the picture before the edit is called, behind the set's name or alone in the set's folder. */
const SOURCE = /(?:^|(?<=\/)|[_\-. ])(?:source|src|original|orig|input|before)$/i;
const SEPARATORS = '_-. ';
/** The instruction's file, where each set has a folder. */
const INSTRUCTION_NAMES = ['instruction', 'prompt'];

/**
 * The sets of a folder, by the names of their sources or by their editors. Undefined where no names tell. `table`: instructions
 * of sources, beside text files for each. Throws {@link PictureSetError}.
 */
export function findSets(paths: ReadonlySet<string>, table: InstructionTable = NO_TABLE): FoundSets | undefined {
  const pictures = Array.from(paths).filter(isAnyPicture);
  const sets = findPictureSets(pictures);
  return sets.length > 0 ? { sets, unused: unusedOf(pictures, sets) } : findEditorSets(pictures, paths, table);
}

const NO_TABLE: InstructionTable = new Map();

export function isAnyPicture(path: string): boolean {
  return PICTURE.test(path);
}

function unusedOf(pictures: readonly string[], sets: readonly PictureSet[]): string[] {
  const used = new Set(sets.flatMap(({ source, edits }) => [source, ...edits]));
  return pictures.filter((picture) => !used.has(picture));
}

/** Where the pictures of sets are. */
export interface SetFolder {
  /** For messages. */
  readonly name: string;
  readonly paths: ReadonlySet<string>;
  /** Instructions of sources that have no text file. */
  readonly table?: InstructionTable | undefined;
  /** Undefined when it is gone. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** What a picture is called in the dataset. */
  inside(path: string): string;
}

/** A row of a dataset, as its reader knows it. */
export interface SetRow {
  readonly prompt: string;
  readonly path_src: string;
  readonly paths_generated: readonly string[];
  readonly models?: readonly string[];
}

/** A row for each set. Throws {@link PictureSetError} where instructions are missing. */
export async function readSets(folder: SetFolder, { sets }: FoundSets): Promise<readonly SetRow[]> {
  requireOneEach(folder, sets);
  const rows = await Promise.all(sets.map((set) => rowOf(folder, set)));
  const missing = rows.flatMap((row) => ('missing' in row ? [row.missing] : []));
  if (missing.length === 0) return rows.flatMap((row) => ('missing' in row ? [] : [row]));
  throw new PictureSetError(
    `${folder.name} holds pictures, but not what they were to become: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} ` +
      'missing. Put the instruction of each source into a text file of its name, or all into one instructions.csv with the ' +
      'columns "id" and "instruction".',
  );
}

/** A table may call two sources alike. Throws {@link PictureSetError}. */
function requireOneEach({ table, paths }: SetFolder, sets: readonly PictureSet[]): void {
  const sources = new Map<string, string>();
  for (const set of sets) {
    const key = table && !textPathOf(set, paths) ? keyIn(table, namesOf(set)) : undefined;
    if (key === undefined) continue;
    const other = sources.get(key);
    if (other !== undefined && other !== set.source) {
      throw new PictureSetError(
        `The instruction of "${key}" could be that of ${other} or of ${set.source}. Name it by its path.`,
      );
    }
    sources.set(key, set.source);
  }
}

/** The source's own path, and what its set is called. */
function namesOf({ source, instructions }: PictureSet): string[] {
  const [first = ''] = instructions;
  return [source, first.replace(/\.txt$/, '')];
}

function textPathOf({ instructions }: PictureSet, paths: ReadonlySet<string>): string | undefined {
  return instructions.find((each) => paths.has(each));
}

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

async function rowOf(
  { paths, read, inside, table }: SetFolder,
  set: PictureSet,
): Promise<SetRow | { readonly missing: string }> {
  const { source, edits, models, instructions } = set;
  const path = textPathOf(set, paths);
  const bytes = path === undefined ? undefined : await read(path);
  const key = path === undefined && table ? keyIn(table, namesOf(set)) : undefined;
  const said = key === undefined ? '' : (table?.get(key) ?? '');
  const prompt = (path !== undefined && bytes ? instructionIn(bytes, path) : said).trim();
  if (prompt === '') return { missing: path ?? instructions[0] ?? '' };
  return { prompt, path_src: inside(source), paths_generated: edits.map(inside), ...(models && { models }) };
}

const UTF_16_MARK = 0xfffe;
const UTF_16_SWAPPED_MARK = 0xfeff;

/** Windows' editors write UTF-16, with its mark. Other bytes than UTF-8 would become other letters, silently. */
function instructionIn(bytes: Uint8Array, path: string): string {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === UTF_16_MARK ? 'utf-16le' : mark === UTF_16_SWAPPED_MARK ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    throw new PictureSetError(`${file} is not UTF-8 text. Save it as UTF-8.`, { file, cause });
  }
}

/** The path without its ending. */
function stemOf(path: string): string {
  return path.replace(PICTURE, '');
}

function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
