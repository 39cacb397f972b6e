import { at } from '../../core/at.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { Contest } from './bradleyTerry.ts';
import { Random } from './random.ts';

/** The error of an interval's width is then 2% at most, which is less than that of the bootstrap itself. */
const MAX_BLOCKS = 1000;

/**
 * Groups joined at random to so few that the bootstrap over many of them is quick: it draws blocks in place of groups,
 * which vary as much. In a block the contests of two models become one, which stands for all.
 */
export function contestBlocks(groups: readonly (readonly Contest[])[], seed = 0): (readonly Contest[])[] {
  if (groups.length <= MAX_BLOCKS) return [...groups];
  const random = new Random(seed);
  const blocks = groupBy(groups, () => random.integer(0, MAX_BLOCKS - 1));
  return [...blocks.values()].map((its) => summed(its.flat()));
}

function summed(contests: readonly Contest[]): Contest[] {
  const pairs = [...groupBy(contests, ({ first }) => first).values()].flatMap((its) => [
    ...groupBy(its, ({ second }) => second).values(),
  ]);
  return pairs.map((its) => {
    const { first, second } = at(its, 0);
    const outcome = its.reduce((sum, contest) => sum + contest.outcome, 0) / its.length;
    return { first, second, outcome, weight: its.length };
  });
}
