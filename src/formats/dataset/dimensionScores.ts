import type { DimensionScores } from '../../core/dataset/datasetItem.ts';
import { numberOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** What a row says of single dimensions, and what of it cannot be used: sentences. */
export interface RowDimensions {
  readonly dimensions: readonly DimensionScores[];
  readonly problems: readonly string[];
}

/** As EditReward's training files have them: `model2_dim1_score` is of the second edit. */
const OF_NUMBERED = /^model\d+_dim([1-9]\d?)_score$/;
/** Of an edit that stands alone in its row. */
const OF_SINGLE = /^dim([1-9]\d?)_score$/;
/** What people were asked for EditReward-Data, in the order of EditReward's heads: `left_instruction_following_score`. */
const OF_SIDES = ['instruction_following', 'quality_aesthetic'];
const SIDES = ['left', 'right'];

/** Undefined where the row has no column for any dimension. A dimension whose columns are empty keeps its place. */
export function dimensionsOf(row: Row, count: number): RowDimensions | undefined {
  const columns = columnsOf(Object.keys(row.values), count);
  if (columns.length === 0) return undefined;
  const read = columns.map(({ name, ofEdits }) => ({ name, ...scoresIn(row, ofEdits) }));
  return {
    dimensions: read.map(({ name, scores }) => ({ name, scores })),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** The columns of one dimension: one for each edit. */
interface DimensionColumns {
  readonly name: string;
  readonly ofEdits: readonly string[];
}

function columnsOf(names: readonly string[], count: number): DimensionColumns[] {
  const numbered = lastDimension(names, OF_NUMBERED);
  if (numbered > 0) return numberedColumns(numbered, count, (edit, dimension) => `model${edit}_${dimension}_score`);
  const single = count === 1 ? lastDimension(names, OF_SINGLE) : 0;
  if (single > 0) return numberedColumns(single, count, (_, dimension) => `${dimension}_score`);
  const ofSides = OF_SIDES.map((name) => ({ name, ofEdits: SIDES.map((side) => `${side}_${name}_score`) }));
  const hasSides = ofSides.some(({ ofEdits }) => ofEdits.some((column) => names.includes(column)));
  return count === SIDES.length && hasSides ? ofSides : [];
}

function lastDimension(names: readonly string[], pattern: RegExp): number {
  return names.reduce((last, name) => Math.max(last, Number(pattern.exec(name)?.[1] ?? 0)), 0);
}

function numberedColumns(
  dimensions: number,
  count: number,
  columnOf: (edit: number, dimension: string) => string,
): DimensionColumns[] {
  return Array.from({ length: dimensions }, (_, d) => {
    const name = `dim${d + 1}`;
    return { name, ofEdits: Array.from({ length: count }, (__, k) => columnOf(k + 1, name)) };
  });
}

function scoresIn(row: Row, columns: readonly string[]) {
  const cells = columns.map((column) => ({ column, read: tryRead(() => numberOf(row, column)) }));
  const scores = cells.map(({ read }) => ('value' in read ? read.value : undefined));
  const faulty = cells.flatMap(({ read }) => (read.problem === undefined ? [] : [read.problem]));
  const missing = cells.filter(({ read }) => 'value' in read && read.value === undefined);
  const isHalf = missing.length > 0 && missing.length < columns.length;
  return {
    scores,
    problems: [...faulty.map(asMissing), ...(isHalf ? missing.map(({ column }) => lacks(column)) : [])],
  };
}

function asMissing(problem: string): string {
  return `${problem} It counts as missing.`;
}

function lacks(column: string): string {
  return `${column} is missing, though another edit of the row has that score: nothing is learned of which is better in it.`;
}
