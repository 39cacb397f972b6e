import type { DatasetCandidate, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { groupBy } from '../../core/groupBy.ts';
import { candidate, instructionOf, sourceOf, type ImageFinder } from './interpretRow.ts';
import { letterOf, parseRanking } from './ranking.ts';
import { numberOf, RowError, shorten, textOf, type Row } from './row.ts';

/**
 * EditReward-Bench on the hub has a row for each pair of an item's edits. Rows of one id, in one of its parts, are one item
 * of K edits; `comparison_type`, such as `AvsC`, says which of them a row shows.
 */
export function isBenchRow(row: Row): boolean {
  return textOf(row, 'comparison_type') !== undefined && textOf(row, 'id') !== undefined;
}

/** The item that the rows of one id are. Throws {@link RowError}. */
export function joinBenchRows(rows: readonly Row[], findImage: ImageFinder): DatasetItem {
  const [first] = rows;
  if (!first) throw new RowError('There are no rows.');
  const pairs = rows.map(pairOf);
  const candidates = new Map<string, DatasetCandidate>();
  for (const { row, letters } of pairs) {
    for (const [k, letter] of letters.entries()) {
      const image = findImage(row, `candidate_${k + 1}`);
      if (image && !candidates.has(letter)) candidates.set(letter, candidate(image, textOf(row, `model_${k + 1}`)));
    }
  }
  const count = numberOf(first, 'num_candidates') ?? candidates.size;
  const inOrder = Array.from({ length: count }, (_, k) => candidates.get(letterOf(k)));
  return {
    line: first.line,
    instruction: instructionOf(first),
    source: sourceOf(first, findImage),
    candidates: inOrder.map((found, k) => found ?? missing(first, letterOf(k))),
    ranks: ranksOf(pairs, count),
  };
}

function missing(row: Row, letter: string): never {
  throw new RowError(`Edit ${letter} of id ${textOf(row, 'id')} is in none of its rows.`);
}

/** Rows of one item, whether or not they stand together. A group that cannot be joined is a problem of its first row. */
export function readBenchRows(
  rows: readonly Row[],
  findImage: ImageFinder,
): { items: DatasetItem[]; problems: RowProblem[] } {
  const items: DatasetItem[] = [];
  const problems: RowProblem[] = [];
  for (const group of groupsOf(rows)) {
    try {
      items.push(joinBenchRows(group, findImage));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      problems.push({ line: group[0]?.line ?? 0, message: error.message });
    }
  }
  return { items, problems };
}

/**
 * By id; rows that name not all edits of an item so, by what stands before the id's first `_`, as the official scripts do, and
 * by instruction, so that what is left of two items never makes one.
 */
function groupsOf(rows: readonly Row[]): (readonly Row[])[] {
  const byId = [...groupBy(rows, idKeyOf).values()];
  const [whole, others] = [byId.filter(namesAllEdits), byId.filter((group) => !namesAllEdits(group))];
  return [...whole, ...groupBy(others.flat(), prefixKeyOf).values()];
}

function idKeyOf(row: Row): string {
  return JSON.stringify([textOf(row, 'dataset'), textOf(row, 'id')]);
}

function prefixKeyOf(row: Row): string {
  const prefix = textOf(row, 'id')?.split('_')[0];
  return JSON.stringify([textOf(row, 'dataset'), prefix, textOf(row, 'instruction', 'prompt')]);
}

function namesAllEdits(group: readonly Row[]): boolean {
  const named = new Set(group.flatMap((row) => lettersOf(row) ?? []));
  return group.every((row) => named.size >= Number(textOf(row, 'num_candidates') ?? 0));
}

/** A row and the letters of the two edits in it. */
interface BenchPair {
  readonly row: Row;
  readonly letters: readonly [string, string];
}

function pairOf(row: Row): BenchPair {
  const letters = lettersOf(row);
  if (letters) return { row, letters };
  throw new RowError(`The comparison "${shorten(textOf(row, 'comparison_type') ?? '')}" is not one such as AvsB.`);
}

function lettersOf(row: Row): BenchPair['letters'] | undefined {
  const text = textOf(row, 'comparison_type')?.toUpperCase() ?? '';
  const [, first, second] = /^\s*([A-Z])\s*VS\.?\s*([A-Z])\s*$/.exec(text) ?? [];
  return first === undefined || second === undefined ? undefined : [first, second];
}

/** A ranking of all edits, which each row may repeat; else the rankings of the pairs, if they agree with each other. */
function ranksOf(pairs: readonly BenchPair[], count: number): number[] | undefined {
  const rankings = pairs.map(({ row }) => textOf(row, 'ranking'));
  if (rankings.every((ranking) => ranking === undefined)) return undefined;
  const whole = rankings.find((ranking) => lettersIn(ranking).size === count);
  if (whole !== undefined) return parseRanking(whole, count);
  return ranksOfPairs(
    pairs.map(({ row, letters }) => winnerOf(row, letters)),
    count,
  );
}

function lettersIn(ranking: string | undefined): Set<string> {
  return new Set(ranking?.match(/(?<![A-Za-z])[A-Z](?![A-Za-z])/g));
}

interface PairOrder {
  readonly better: string;
  readonly worse: string;
}

/** Of two edits; a ranking may call them A and B whatever their letters are. Undefined for a tie. */
function winnerOf(row: Row, [first, second]: readonly [string, string]): PairOrder | undefined {
  const ranking = textOf(row, 'ranking') ?? '';
  const named = lettersIn(ranking);
  const isOwn = named.has(first) && named.has(second);
  const asPair = isOwn
    ? ranking.replaceAll(/(?<![A-Za-z])[A-Z](?![A-Za-z])/g, (letter) => (letter === first ? 'A' : 'B'))
    : ranking;
  const [rankOfFirst = 0, rankOfSecond = 0] = parseRanking(asPair, 2);
  if (rankOfFirst === rankOfSecond) return undefined;
  return rankOfFirst < rankOfSecond ? { better: first, worse: second } : { better: second, worse: first };
}

/** An edit's rank is one more than the number of better ones: 1 to `count` when the pairs make an order. */
function ranksOfPairs(orders: readonly (PairOrder | undefined)[], count: number): number[] {
  const ranks = Array.from(
    { length: count },
    (_, k) => 1 + orders.filter((order) => order?.worse === letterOf(k)).length,
  );
  if (new Set(ranks).size === count) return ranks;
  throw new RowError('The rankings of the pairs of this id do not make one order of all its edits.');
}
