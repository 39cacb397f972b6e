import { at } from '../../core/at.ts';
import { groupBy } from '../../core/groupBy.ts';
import { meanError } from './agreement.ts';

/** How heads do on one label. */
export interface Judged {
  readonly source: string;
  /** Squared. */
  readonly error: number;
}

/** Luck alone gives a larger gain once in forty times. */
const CLEAR_STANDARD_ERRORS = 2;

/**
 * Whether one set of predictions is nearer to the labels than `other`, and not by luck. Each of both at the same place is of the same label; labels of one source depend on each other.
 */
export function isClearlyNearer(one: readonly Judged[], other: readonly Judged[]): boolean {
  const gain = meanError(other) - meanError(one);
  const more = one.map(({ source, error }, k) => ({ source, more: at(other, k).error - error - gain }));
  const bySource = [...groupBy(more, ({ source }) => source).values()];
  const squares = bySource.map((labels) => labels.reduce((sum, label) => sum + label.more, 0) ** 2);
  const standardError = Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) / one.length;
  return gain > CLEAR_STANDARD_ERRORS * standardError;
}
