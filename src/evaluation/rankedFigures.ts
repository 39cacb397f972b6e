import { accuracyWithoutTies, prepareWithTies } from './judgedPair.ts';
import { isStrictlyRight, judgedPairs, type RankedItem } from './rankedItem.ts';

/** Undefined where there is nothing to count. */
export interface RankedFigures {
  readonly withTies: number | undefined;
  readonly withoutTies: number | undefined;
  readonly strictOverall: number | undefined;
  /** By the sizes that were asked for. */
  readonly strict: readonly (number | undefined)[];
}

/**
 * The figures of EditReward-Bench and GenAI-Bench for groups of items that count as often as their weights say: for the
 * bootstrap, so what does not depend on the weights is computed once. `sizes` are the numbers of edits to tell apart.
 */
export function prepareRankedFigures(
  groups: readonly (readonly RankedItem[])[],
  sizes: readonly number[],
): (weights: Uint32Array) => RankedFigures {
  const pairs = groups.map((items) => items.flatMap(judgedPairs));
  const withTies = prepareWithTies(pairs);
  const ofTwo = prepareWithTies(groups.map((items) => items.filter(isPair).flatMap(judgedPairs)));
  const ordered = pairs.map((its) => {
    const total = its.filter(({ human }) => human !== 0).length;
    return { right: (accuracyWithoutTies(its) ?? 0) * total, total };
  });
  const items = groups.flatMap((its, group) =>
    its.map((item) => ({ group, size: item.ranks.length, epsilon: rightFrom(item) })),
  );
  const bySize = sizes.map((size) => items.filter((item) => item.size === size));
  return (weights) => {
    const epsilon = ofTwo(weights)?.epsilon ?? 0;
    const strictOf = (its: typeof items) => ({
      right: sum(its, (item) => (item.epsilon <= epsilon ? (weights[item.group] ?? 0) : 0)),
      total: sum(its, ({ group }) => weights[group] ?? 0),
    });
    return {
      withTies: withTies(weights)?.accuracy,
      withoutTies: share({
        right: sum(ordered, ({ right }, k) => right * (weights[k] ?? 0)),
        total: sum(ordered, ({ total }, k) => total * (weights[k] ?? 0)),
      }),
      strictOverall: share(strictOf(items)),
      strict: bySize.map((its) => share(strictOf(its))),
    };
  };
}

function isPair({ ranks }: RankedItem): boolean {
  return ranks.length === 2;
}

/** The least epsilon at which an item is strictly right; infinite for one that never is. */
function rightFrom(item: RankedItem): number {
  if (isStrictlyRight(item, isPair(item), 0)) return 0;
  const [pair] = judgedPairs(item);
  return isPair(item) && pair?.human === 0 ? Math.abs(pair.difference) : Infinity;
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item, index: number) => number): number {
  let total = 0;
  let index = 0;
  for (const item of items) total += valueOf(item, index++);
  return total;
}

function share({ right, total }: { right: number; total: number }): number | undefined {
  return total === 0 ? undefined : right / total;
}
