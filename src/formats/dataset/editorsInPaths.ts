import { areEditorNames } from '../../core/dataset/editorName.ts';
import { requestKey, type DatasetCandidate, type DatasetItem } from '../../core/dataset/datasetItem.ts';
import { groupBy } from '../../core/groupBy.ts';

/** Sets of edits whose paths name their editors. */
export interface EditorsInPaths {
  readonly items: DatasetItem[];
  /** A sentence. */
  readonly note: string;
}

/** One set alone could be called anything. */
const LEAST_SETS = 2;

/**
 * Names the editors of sets without names by their paths. The paths of a set differ only in one folder (`flux/001.png`), or
 * in what follows the source's name (`001_flux.png`), and all sets have the same names there. Undefined for any other.
 */
export function editorsInPaths(sets: readonly DatasetItem[]): EditorsInPaths | undefined {
  if (sets.length < LEAST_SETS) return undefined;
  for (const { namesOf, words } of RULES) {
    const named = nameAll(sets, namesOf);
    if (named) return { items: named.items, note: noteOf(named.editors, words) };
  }
  return undefined;
}

/** The same for rows of one edit each: those of one source and instruction are a set. */
export function editorsInPathsOfSingles(singles: readonly DatasetItem[]): EditorsInPaths | undefined {
  const groups = [...groupBy(singles, requestKey).values()];
  const sets = groups.flatMap(([first, ...others]) =>
    first ? [{ ...first, candidates: [first, ...others].flatMap(({ candidates }) => candidates) }] : [],
  );
  const named = sets.every(({ candidates }) => candidates.length > 1) ? editorsInPaths(sets) : undefined;
  if (!named) return undefined;
  const ofSingles = new Map<DatasetItem, DatasetItem>();
  for (const [k, group] of groups.entries()) {
    const candidates = named.items[k]?.candidates ?? [];
    for (const [place, single] of group.entries()) {
      ofSingles.set(single, { ...single, candidates: candidates.slice(place, place + 1) });
    }
  }
  return { ...named, items: singles.map((single) => ofSingles.get(single) ?? single) };
}

/** A name for each edit; undefined where their paths give none. */
type NamesOf = (item: DatasetItem) => readonly string[] | undefined;

const RULES: readonly { readonly namesOf: NamesOf; readonly words: string }[] = [
  { namesOf: foldersOf, words: 'the folders' },
  { namesOf: endingsOf, words: "the ends of the pictures' names" },
];

function noteOf(editors: readonly string[], words: string): string {
  return `The editing models have no names in the rows. They are called as ${words}: ${editors.join(', ')}.`;
}

interface Named {
  readonly items: DatasetItem[];
  readonly editors: readonly string[];
}

function nameAll(sets: readonly DatasetItem[], namesOf: NamesOf): Named | undefined {
  const items: DatasetItem[] = [];
  let editors: readonly string[] | undefined;
  for (const item of sets) {
    const names = namesOf(item);
    if (!names || !areEditorNames(names)) return undefined;
    const sorted = names.toSorted();
    editors ??= sorted;
    if (sorted.join('/') !== editors.join('/')) return undefined;
    items.push({ ...item, candidates: item.candidates.map((one, k) => ({ ...one, model: names[k] })) });
  }
  return editors && { items, editors };
}

function foldersOf({ candidates }: DatasetItem): readonly string[] | undefined {
  const paths = partsOf(candidates);
  const [first] = paths ?? [];
  if (!paths || !first || paths.some((parts) => parts.length !== first.length)) return undefined;
  const places = Array.from(first.keys()).filter((place) => paths.some((parts) => parts[place] !== first[place]));
  const [place] = places;
  if (place === undefined || places.length > 1 || place === first.length - 1) return undefined;
  return paths.map((parts) => parts[place] ?? '');
}

/** Of each path its folders, and its name without the ending. */
function partsOf(candidates: readonly DatasetCandidate[]): (readonly string[])[] | undefined {
  if (candidates.some(({ image }) => image.kind !== 'file')) return undefined;
  return candidates.map(({ image }) => stemOf(image.name).split('/'));
}

const SOURCE_ENDING = /[_\-. ](source|src|original|orig|input|before)$/i;
const SEPARATORS = '_-. ';

function endingsOf({ source, candidates }: DatasetItem): readonly string[] | undefined {
  const paths = source?.kind === 'file' ? partsOf(candidates) : undefined;
  const [first] = paths ?? [];
  if (!source || !paths || !first) return undefined;
  const start = (stemOf(source.name).split('/').at(-1) ?? '').replace(SOURCE_ENDING, '');
  const folder = folderIn(first);
  const ends = paths.map((parts) => {
    const name = parts.at(-1) ?? '';
    const fits = folderIn(parts) === folder && name.startsWith(start) && SEPARATORS.includes(name[start.length] ?? '!');
    return fits ? name.slice(start.length + 1) : '';
  });
  return ends;
}

function folderIn(parts: readonly string[]): string {
  return parts.slice(0, -1).join('/');
}

function stemOf(path: string): string {
  return path.replace(/\.[a-z\d]{1,5}$/i, '');
}
