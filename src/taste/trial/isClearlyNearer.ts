import { at } from '../../core/at.ts';
import { groupBy } from '../../core/groupBy.ts';
import { meanError } from './agreement.ts';

/** Luck alone gives a larger gain once in forty times. */
const CLEAR_STANDARD_ERRORS = 2;

interface Result {
  readonly source: string;
  readonly error: number;
}

/**
 * Whether one set of chances or scores is nearer to people's than `other`, and not by luck. Each of both at the same place is of the same
 * label; labels of one source depend on each other.
 */
export function isClearlyNearer(one: readonly Result[], other: readonly Result[]): boolean {
  const gain = meanError(other) - meanError(one);
  const more = one.map(({ source, error }, k) => ({ source, more: at(other, k).error - error - gain }));
  const bySource = [...groupBy(more, ({ source }) => source).values()];
  const squares = bySource.map((votes) => votes.reduce((sum, vote) => sum + vote.more, 0) ** 2);
  const standardError = Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / one.length;
  return gain > CLEAR_STANDARD_ERRORS * standardError;
}
