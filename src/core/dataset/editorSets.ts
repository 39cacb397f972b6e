/**
 * Edits without a dataset, whose editors are known by the names of folders or pictures: `flux/001.png` beside
 * `source/001.png` or `001.png`, or `001_flux.png` beside `001.png`.
 */
import { groupBy } from '../groupBy.ts';
import { areEditorNames } from './editorName.ts';
import { keyIn, type InstructionTable } from './instructionTable.ts';
import { PICTURE, type FoundSets, type PictureSet } from './pictureSet.ts';

const SOURCE_FOLDER = /^(sources?|src|originals?|inputs?)$/i;
/** Holds the edits of all editors, `001_flux.png` and so on. */
const EDIT_FOLDER = /^(edits?|edited|outputs?|results?|generated)$/i;
const SEPARATORS = '_-. ';

/** Fewer sources may have such names by chance. */
const LEAST_SOURCES = 2;

/** Undefined where the names do not tell. `paths`: all files, with the instructions; `table`: those that have none of their own. */
export function findEditorSets(
  pictures: readonly string[],
  paths: ReadonlySet<string>,
  table: InstructionTable = new Map(),
): FoundSets | undefined {
  const isSource = (path: string) => paths.has(`${stemOf(path)}.txt`) || keyIn(table, [path]) !== undefined;
  return besideSourceFolder(pictures) ?? besideFolders(pictures, isSource) ?? besideSources(pictures, isSource);
}

type IsSource = (path: string) => boolean;

/** Sources, each with its instruction, beside folders of two editors or more that hold nothing else. */
function besideFolders(pictures: readonly string[], isSource: IsSource): FoundSets | undefined {
  const root = commonFolderOf(pictures);
  const isInFolder = (path: string) => path.slice(root.length).includes('/');
  const [edits, own] = [pictures.filter(isInFolder), pictures.filter((path) => !isInFolder(path))];
  if (own.length === 0 || !own.every(isSource)) return undefined;
  const sources = byId(own, root.length);
  const placed = edits.flatMap((path) => placeInFolder(path, stemOf(path).slice(root.length), sources));
  const isWhole = placed.length === edits.length && new Set(placed.map(({ editor }) => editor)).size > 1;
  return isWhole ? foundOf(pictures, placed, (source) => instructionsBeside(source, root, root)) : undefined;
}

/** An edit, the source that it belongs to, and who made it. */
interface Placed {
  readonly path: string;
  readonly source: string;
  readonly editor: string;
}

/** A folder of sources, with folders of edits beside it. */
function besideSourceFolder(pictures: readonly string[]): FoundSets | undefined {
  const start = commonFolderOf(pictures).length;
  const folders = new Set(pictures.flatMap((path) => sourceFolderOf(path, start)));
  const [folder] = folders;
  if (folder === undefined || folders.size > 1) return undefined;
  const root = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  const sources = byId(
    pictures.filter((path) => path.startsWith(folder)),
    folder.length,
  );
  const others = pictures.filter((path) => path.startsWith(root) && !path.startsWith(folder));
  const placed = others.flatMap((path) => placeInFolder(path, stemOf(path).slice(root.length), sources));
  return foundOf(pictures, placed, (source) => instructionsBeside(source, root, folder));
}

/** What all paths begin with, up to a slash. */
function commonFolderOf([first = '', ...others]: readonly string[]): string {
  let common = first.slice(0, first.lastIndexOf('/') + 1);
  while (!others.every((path) => path.startsWith(common))) {
    common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1);
  }
  return common;
}

/** With a slash at its end. What is before `start` is the folder of all. */
function sourceFolderOf(path: string, start: number): string[] {
  const parts = path.slice(start).split('/').slice(0, -1);
  const place = parts.findIndex((part) => SOURCE_FOLDER.test(part));
  return place === -1 ? [] : [`${path.slice(0, start) + parts.slice(0, place + 1).join('/')}/`];
}

/** Sources by their path in their folder, without the ending. An id that two have is none. */
function byId(sources: readonly string[], start: number): ReadonlyMap<string, string> {
  const groups = groupBy(sources, (path) => stemOf(path).slice(start));
  return new Map(
    Array.from(groups).flatMap(([id, [first = '', ...others]]) => (others.length > 0 ? [] : [[id, first]])),
  );
}

/** `flux/001`, `edits/flux/001` or `edits/001_flux`. */
function placeInFolder(path: string, inside: string, sources: ReadonlyMap<string, string>): Placed[] {
  const end = inside.indexOf('/');
  if (end === -1) return [];
  const [folder, rest] = [inside.slice(0, end), inside.slice(end + 1)];
  if (EDIT_FOLDER.test(folder)) {
    const named = placeByEnd(path, rest, sources);
    return named.length > 0 ? named : placeInFolder(path, rest, sources);
  }
  const source = sources.get(rest);
  return source === undefined ? [] : [{ path, source, editor: folder }];
}

/** Of the longest id that the name begins with. */
function placeByEnd(path: string, name: string, sources: ReadonlyMap<string, string>): Placed[] {
  for (let end = name.length - 1; end > name.lastIndexOf('/') + 1; end--) {
    const source = SEPARATORS.includes(name[end] ?? '') ? sources.get(name.slice(0, end)) : undefined;
    if (source !== undefined) return [{ path, source, editor: name.slice(end + 1) }];
  }
  return [];
}

/** Sources with their edits beside them: every picture is one or the other, and only sources have an instruction. */
function besideSources(pictures: readonly string[], isSource: IsSource): FoundSets | undefined {
  const stems = byId(pictures, 0);
  const sources = new Map(Array.from(stems).filter(([, path]) => isSource(path)));
  const edits = pictures.filter((path) => !sources.has(stemOf(path)));
  const placed = edits.flatMap((path) => placeByEnd(path, stemOf(path), sources));
  const isWhole = stems.size === pictures.length && placed.length === edits.length;
  const found = isWhole ? foundOf(pictures, placed, (source) => [`${stemOf(source)}.txt`]) : undefined;
  return found?.sets.length === sources.size ? found : undefined;
}

function foundOf(
  pictures: readonly string[],
  placed: readonly Placed[],
  instructionsOf: (source: string) => readonly string[],
): FoundSets | undefined {
  const editors = Array.from(groupBy(placed, ({ editor }) => editor)).toSorted(([a], [b]) => inNumericOrder(a, b));
  const names = editors.map(([editor]) => editor);
  const sets = Array.from(groupBy(placed, ({ source }) => source)).map(([source, its]) =>
    setOf(source, its, instructionsOf),
  );
  // An editor with one edit may be a picture that is called so by chance.
  const isClear = areEditorNames(names) && editors.every(([, its]) => its.length >= LEAST_SOURCES);
  if (!isClear || sets.length < LEAST_SOURCES || !sets.every(({ models = [] }) => areEditorNames(models)))
    return undefined;
  const used = new Set(sets.flatMap(({ source, edits }) => [source, ...edits]));
  const note = `Read by the names of folders and pictures: ${sets.length} sources, with edits by ${names.join(', ')}.`;
  return { sets, unused: pictures.filter((path) => !used.has(path)), note };
}

function setOf(
  source: string,
  placed: readonly Placed[],
  instructionsOf: (source: string) => readonly string[],
): PictureSet {
  const sorted = placed.toSorted((a, b) => inNumericOrder(a.editor, b.editor));
  const [edits, models] = [sorted.map(({ path }) => path), sorted.map(({ editor }) => editor)];
  return { source, edits, models, instructions: instructionsOf(source) };
}

const INSTRUCTION_FOLDERS = ['instructions', 'instruction', 'prompts', 'prompt'];

/** Beside the source, in a folder of instructions, beside the folders, or one for all. */
function instructionsBeside(source: string, root: string, folder: string): string[] {
  const id = stemOf(source).slice(folder.length);
  return [
    `${stemOf(source)}.txt`,
    ...INSTRUCTION_FOLDERS.map((name) => `${root}${name}/${id}.txt`),
    `${root}${id}.txt`,
    `${root}instruction.txt`,
    `${root}prompt.txt`,
  ];
}

function stemOf(path: string): string {
  return path.replace(PICTURE, '');
}

function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
