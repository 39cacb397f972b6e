import type { DatasetCandidate, DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import { parseRanking } from './ranking.ts';
import { flagOf, numberOf, RowError, shorten, textOf, valueOf, type Row } from './row.ts';

/** Finds the picture that a column of a row names. Undefined when the column is missing or empty. */
export type ImageFinder = (row: Row, column: string) => ImageReference | undefined;

/** In files of text, pictures are paths; those that Windows wrote have backslashes. */
export const imageByPath: ImageFinder = (row, column) => {
  const path = textOf(row, column);
  return path === undefined ? undefined : fileAt(path);
};

function fileAt(path: string): ImageReference {
  return {
    kind: 'file',
    name: path
      .trim()
      .replaceAll('\\', '/')
      .replace(/^(\.\/)+/, ''),
  };
}

const SOURCES = ['path_src', 'source_image', 'source_img', 'input_path', 'input', 'source'];

/**
 * What a row of any of the known layouts says: one edit with a score, a pair, or K edits with a ranking. Throws
 * {@link RowError} when something that is needed is missing or unclear.
 */
export function interpretRow(row: Row, findImage: ImageFinder): DatasetItem {
  return {
    line: row.line,
    instruction: instructionOf(row),
    source: sourceOf(row, findImage),
    ...candidatesOf(row, findImage),
  };
}

/** May be empty, as it is in some of EditReward's own data. */
export function instructionOf({ values }: Row): string {
  for (const column of ['instruction', 'prompt']) {
    const text = values[column];
    if (typeof text === 'string') return text;
  }
  throw new RowError('The row has no instruction. It is in a column "instruction" or "prompt".');
}

export function sourceOf(row: Row, findImage: ImageFinder): ImageReference {
  for (const column of SOURCES) {
    const image = findImage(row, column);
    if (image) return image;
  }
  throw new RowError(
    `The row has no source image, which EditReward compares with. It is in a column such as "${SOURCES[0]}".`,
  );
}

type Candidates = Pick<DatasetItem, 'candidates' | 'ranks'>;

function candidatesOf(row: Row, findImage: ImageFinder): Candidates {
  for (const layout of LAYOUTS) {
    const found = layout(row, findImage);
    if (found) return found;
  }
  throw new RowError(
    'The row names no edited image. It is in columns such as "path1" and "path2", "paths_generated" or "output_path".',
  );
}

/** Undefined when the row is not of this layout. */
type Layout = (row: Row, findImage: ImageFinder) => Candidates | undefined;

/** K-way JSON: a list of paths, and a ranking inside or beside `human_vote`. */
const kWay: Layout = (row) => {
  const paths = valueOf(row, 'paths_generated');
  if (!Array.isArray(paths)) return undefined;
  const names = paths.filter((path) => typeof path === 'string' && path !== '');
  if (names.length < paths.length) throw new RowError('The row has an empty path in "paths_generated".');
  return { candidates: names.map((path) => candidate(fileAt(path))), ranks: rankingOf(row, names.length) };
};

/** Pairwise JSON. More paths than two need a ranking. */
const numbered: Layout = (row, findImage) => {
  const candidates: DatasetCandidate[] = [];
  for (let k = 1; ; k++) {
    const image = findImage(row, `path${k}`);
    if (!image) break;
    candidates.push(candidate(image, textOf(row, `model${k}`)));
  }
  if (candidates.length === 0) return undefined;
  const ranks = rankingOf(row, candidates.length) ?? (candidates.length === 2 ? ranksOfPair(row) : undefined);
  return { candidates, ranks };
};

/**
 * Training files name the preferred edit first, and mark ties. Validation files (GenAI-Bench, AURORA) hold scores, and the
 * official evaluation goes by those of the first dimension alone.
 */
function ranksOfPair(row: Row): number[] {
  const tie = flagOf(row, 'tie_case');
  if (tie !== undefined) return tie ? [1, 1] : [1, 2];
  return ranksOfScores(numberOf(row, 'model1_dim1_score'), numberOf(row, 'model2_dim1_score')) ?? [1, 2];
}

/** EditReward-Data: left and right, with a vote or overall scores. */
const leftRight: Layout = (row, findImage) => {
  const left = findImage(row, 'left_output_image') ?? findImage(row, 'left_image');
  const right = findImage(row, 'right_output_image') ?? findImage(row, 'right_image');
  if (!left || !right) return undefined;
  const candidates = [candidate(left, textOf(row, 'left_model')), candidate(right, textOf(row, 'right_model'))];
  const [first, second] = [numberOf(row, 'left_overall_score'), numberOf(row, 'right_overall_score')];
  return { candidates, ranks: ranksOfVote(textOf(row, 'vote_type')) ?? ranksOfScores(first, second) };
};

/** One row of EditReward-Bench on the hub is a pair; see `joinBenchRows` for those that belong together. */
const benchPair: Layout = (row, findImage) => {
  const [first, second] = [findImage(row, 'candidate_1'), findImage(row, 'candidate_2')];
  if (!first || !second) return undefined;
  const candidates = [candidate(first, textOf(row, 'model_1')), candidate(second, textOf(row, 'model_2'))];
  return { candidates, ranks: rankingOf(row, 2) };
};

/** AURORA and ImagenHub: one edit and its score. */
const pointwise: Layout = (row, findImage) => {
  const image = findImage(row, 'output_path') ?? findImage(row, 'gen') ?? findImage(row, 'output');
  if (!image) return undefined;
  const humanScore = numberOf(row, 'score');
  return { candidates: [{ image, model: textOf(row, 'model'), humanScore }], ranks: undefined };
};

const LAYOUTS: readonly Layout[] = [kWay, leftRight, benchPair, numbered, pointwise];

export function candidate(image: ImageReference, model?: string): DatasetCandidate {
  return { image, model, humanScore: undefined };
}

/** Undefined when people ranked nothing. Throws {@link RowError} for a ranking that cannot be understood. */
function rankingOf(row: Row, count: number): number[] | undefined {
  const vote = valueOf(row, 'human_vote');
  const inside = isRecord(vote)
    ? textOf({ line: row.line, values: vote }, 'ranking', 'preference')
    : textOf(row, 'human_vote');
  const text = inside ?? textOf(row, 'ranking');
  return text === undefined ? undefined : parseRanking(text, count);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `leftvote`, `rightvote`, `tie`, `bothbad_vote` and the like. */
function ranksOfVote(vote: string | undefined): number[] | undefined {
  if (vote === undefined) return undefined;
  if (/tie|both/i.test(vote)) return [1, 1];
  if (/left/i.test(vote)) return [1, 2];
  if (/right/i.test(vote)) return [2, 1];
  throw new RowError(`The vote "${shorten(vote)}" says neither left, right, tie nor both.`);
}

function ranksOfScores(first: number | undefined, second: number | undefined): number[] | undefined {
  if (first === undefined || second === undefined) return undefined;
  return [first >= second ? 1 : 2, second >= first ? 1 : 2];
}
