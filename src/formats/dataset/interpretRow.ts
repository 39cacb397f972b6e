import type { DatasetCandidate, DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import { benchLetters } from './benchLetters.ts';
import { categoryOf } from './categoryOf.ts';
import { editNames } from './editNames.ts';
import { compareScores, judge } from './judge.ts';
import { judgePair } from './judgePair.ts';
import { isBlank } from './judgementValue.ts';
import { judgeScore } from './judgeScore.ts';
import { SOURCES } from './otherNames.ts';
import { RowError, textOf, valueOf, type Row } from './row.ts';

/** Finds the picture that a column of a row names. Undefined when the column is missing or empty. */
export type ImageFinder = (row: Row, column: string) => ImageReference | undefined;

/** In files of text, pictures are paths; those that Windows wrote have backslashes. */
export const imageByPath: ImageFinder = (row, column) => {
  const path = textOf(row, column);
  return path === undefined ? undefined : fileAt(path);
};

function fileAt(path: string): ImageReference {
  const trimmed = path.trim();
  // Most paths are as they should be, and there may be millions.
  const isPlain = !trimmed.includes('\\') && !trimmed.startsWith('./');
  return { kind: 'file', name: isPlain ? trimmed : trimmed.replaceAll('\\', '/').replace(/^(\.\/)+/, '') };
}

/** Why a row of edits without a source cannot be used. */
export const NO_SOURCE = `The row has no source image, which EditReward compares with. It is in a column such as "${SOURCES[0]}".`;

/**
 * What a row of edits says, in any of the known layouts: one edit with a score, a pair, or K edits with a ranking. Throws
 * {@link RowError} when something that is needed is missing or unclear.
 */
export function interpretRow(row: Row, findImage: ImageFinder): DatasetItem {
  return {
    line: row.line,
    instruction: instructionOf(row),
    source: sourceOf(row, findImage),
    ...candidatesOf(row, findImage),
    ...categoryOf(row),
  };
}

/** May be empty, as it is in some of EditReward's own data: where both columns are. */
export function instructionOf({ values }: Row): string {
  const texts = [values['instruction'], values['prompt']].filter((text) => typeof text === 'string');
  const text = texts.find((one) => one.trim() !== '') ?? texts[0];
  if (text !== undefined) return text;
  throw new RowError('The row has no instruction. It is in a column "instruction" or "prompt".');
}

/** The picture before the edits. Throws {@link RowError} where the row names none. */
export function sourceOf(row: Row, findImage: ImageFinder): ImageReference {
  for (const column of SOURCES) {
    const image = findImage(row, column);
    if (image) return image;
  }
  throw new RowError(NO_SOURCE);
}

/** Whether the row has a place for a source, filled or not. */
export function hasSourceColumn({ values }: Row): boolean {
  return SOURCES.some((column) => column in values);
}

const EDIT_PLACE = /^(path|candidate_)(\d+)$/;
/** EditReward-Bench has pairs; there may be any number of paths. */
const LAST_PLACES: Readonly<Record<string, number>> = { path: Infinity, candidate_: 2 };

/** An edit in a place that is not read would be left out silently. Throws {@link RowError}. */
export function requireKnownPlaces({ values }: Row): void {
  for (const name of Object.keys(values)) {
    const [, column = '', place] = EDIT_PLACE.exec(name) ?? [];
    const isKnown = place === undefined || (Number(place) >= 1 && Number(place) <= (LAST_PLACES[column] ?? 0));
    if (isKnown || isBlank(values[name])) continue;
    const where = column === 'path' ? '"path1", "path2" and so on' : '"candidate_1" and "candidate_2"';
    throw new RowError(
      `"${name}" is not read: edits are in ${where}. More of them may be a list in "paths_generated".`,
    );
  }
}

/** The pictures of a row, and what people said of them. */
export type Candidates = Pick<DatasetItem, 'candidates' | 'ranks' | 'judgement'>;

/** Throws {@link RowError}. */
export function candidatesOf(row: Row, findImage: ImageFinder): Candidates {
  const found = findCandidates(row, findImage);
  if (found) return found;
  throw new RowError(
    'The row names no edited image. It is in columns such as "path1" and "path2", "paths_generated" or "output_path".',
  );
}

/** Undefined when the row is of no known layout. Throws {@link RowError}. */
export function findCandidates(row: Row, findImage: ImageFinder): Candidates | undefined {
  for (const layout of LAYOUTS) {
    const found = layout(row, findImage);
    if (found) return found;
  }
  return undefined;
}

/** Undefined when the row is not of this layout. */
type Layout = (row: Row, findImage: ImageFinder) => Candidates | undefined;

/** K-way JSON: a list of paths, and a ranking inside or beside `human_vote`. */
const kWay: Layout = (row) => {
  const listed = candidatesInList(row, 'paths_generated');
  if (!listed) return undefined;
  const candidates = withModels(row, listed);
  if (candidates.length === 1) return withScore(row, candidates);
  return { candidates, ...judge(row, editNames(candidates)) };
};

/** With the names in "models", where there is one for each. */
function withModels(row: Row, candidates: readonly DatasetCandidate[]): readonly DatasetCandidate[] {
  const names = valueOf(row, 'models');
  if (!Array.isArray(names) || names.length !== candidates.length || names.some(isBlank)) return candidates;
  return candidates.map((one, k) => ({ ...one, model: String(names[k]) }));
}

/** Of a list of paths; undefined when there is none. Throws {@link RowError}. */
export function candidatesInList(row: Row, column: string): DatasetCandidate[] | undefined {
  const paths = valueOf(row, column);
  if (!Array.isArray(paths)) return undefined;
  const names = paths.filter((path) => typeof path === 'string' && path !== '');
  if (names.length === 0) throw new RowError(`The row has no path in "${column}".`);
  if (names.length < paths.length) throw new RowError(`The row has an empty path in "${column}".`);
  return names.map((path) => candidate(fileAt(path)));
}

const ORDINALS = ['first', 'second'];
/** What the edit at a place is called. */
const numberedNames = (k: number) => [`path${k + 1}`, `model${k + 1}`, ORDINALS[k] ?? ''];
const OF_PAIR = [numberedNames(0), numberedNames(1)];

/** Pairwise JSON, of two edits or more. */
const numbered: Layout = (row, findImage) => {
  const candidates: DatasetCandidate[] = [];
  for (let k = 0; ; k++) {
    const [path = '', model = ''] = OF_PAIR[k] ?? numberedNames(k);
    const image = findImage(row, path);
    if (!image) break;
    candidates.push(candidate(image, textOf(row, model)));
  }
  if (candidates.length === 0) return undefined;
  requireNoGap(row, candidates.length);
  if (candidates.length === 1) return withScore(row, candidates);
  const names = editNames(candidates, candidates.length === 2 ? OF_PAIR : candidates.map((_, k) => numberedNames(k)));
  return { candidates, ...(candidates.length === 2 ? judgePair(row, names) : judge(row, names)) };
};

/**
 * A table may have columns for more edits than a row has. A pair without its second edit is a mistake, and so is a gap.
 */
function requireNoGap({ values }: Row, count: number): void {
  const later = Object.keys(values).some((name) => {
    if (!name.startsWith('path')) return false;
    const place = Number(/^path(\d+)$/.exec(name)?.[1]);
    return place > count && !isBlank(values[name]);
  });
  if (!later && (count > 1 || !('path2' in values))) return;
  throw new RowError(`"path${count + 1}" is empty, so that the row lacks an edit to compare.`);
}

/** EditReward-Data: left and right, with a vote and overall scores. */
const leftRight: Layout = (row, findImage) => {
  const left = findImage(row, 'left_output_image') ?? findImage(row, 'left_image');
  const right = findImage(row, 'right_output_image') ?? findImage(row, 'right_image');
  if (!left && !right) return undefined;
  if (!left || !right) throw new RowError(`The row has no edited image on the ${left ? 'right' : 'left'}.`);
  const candidates = [candidate(left, textOf(row, 'left_model')), candidate(right, textOf(row, 'right_model'))];
  const names = editNames(
    candidates,
    ['left', 'right'].map((side) => [side, `${side}_output_image`, `${side}_image`, `${side}_model`]),
  );
  return {
    candidates,
    ...judge(row, names, { overall: compareScores(row, ['left_overall_score', 'right_overall_score']) }),
  };
};

/** One row of EditReward-Bench on the hub is a pair; see `readBenchRows` for those that belong together. */
const benchPair: Layout = (row, findImage) => benchEdits(row, findImage, benchLetters(row));

function benchEdits(row: Row, findImage: ImageFinder, letters: readonly string[] | undefined): Candidates | undefined {
  const [first, second] = [findImage(row, 'candidate_1'), findImage(row, 'candidate_2')];
  if (!first && !second) return undefined;
  if (!first || !second) throw new RowError(`"candidate_${first ? 2 : 1}" is empty: the row lacks an edit to compare.`);
  const candidates = [candidate(first, textOf(row, 'model_1')), candidate(second, textOf(row, 'model_2'))];
  const columns = [1, 2].map((place) => [`candidate_${place}`, `model_${place}`]);
  return { candidates, ...judge(row, editNames(candidates, columns, letters)) };
}

/**
 * A row of EditReward-Bench by itself; `letters` are what its ranking calls the two edits, A and B where undefined. Throws
 * {@link RowError}.
 */
export function benchItem(row: Row, findImage: ImageFinder, letters: readonly string[] | undefined): DatasetItem {
  const edits = benchEdits(row, findImage, letters);
  if (!edits) throw new RowError('The row names no edited image. It is in columns "candidate_1" and "candidate_2".');
  return { line: row.line, instruction: instructionOf(row), source: sourceOf(row, findImage), ...edits };
}

/** AURORA and ImagenHub: one edit and its score. */
const pointwise: Layout = (row, findImage) => {
  const image = findImage(row, 'output_path') ?? findImage(row, 'gen') ?? findImage(row, 'output');
  if (!image) return undefined;
  return withScore(row, [candidate(image, textOf(row, 'model'))]);
};

/** A single edit, whatever its columns are called, is scored and not ranked. */
function withScore(row: Row, single: readonly DatasetCandidate[]): Candidates {
  const { humanScore, judgement } = judgeScore(row);
  return { candidates: single.map((one) => ({ ...one, humanScore })), ranks: undefined, judgement };
}

const LAYOUTS: readonly Layout[] = [kWay, leftRight, benchPair, numbered, pointwise];

export function candidate(image: ImageReference, model?: string): DatasetCandidate {
  return { image, model, humanScore: undefined };
}
