import { at } from '../../core/at.ts';
import { groupBy } from '../../core/groupBy.ts';
import { meanError, type VoteResult } from './agreement.ts';

/** Luck alone gives a larger gain once in forty times. */
const CLEAR_STANDARD_ERRORS = 2;

/**
 * Whether one set of chances is nearer to the votes than `other`, and not by luck. Each of both at the same place is of the same vote; votes of one source depend on each other.
 */
export function isClearlyNearer(one: readonly VoteResult[], other: readonly VoteResult[]): boolean {
  const gain = meanError(other) - meanError(one);
  const more = one.map(({ source, error }, k) => ({ source, more: at(other, k).error - error - gain }));
  const bySource = [...groupBy(more, ({ source }) => source).values()];
  const squares = bySource.map((votes) => votes.reduce((sum, vote) => sum + vote.more, 0) ** 2);
  const standardError = Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / one.length;
  return gain > CLEAR_STANDARD_ERRORS * standardError;
}
