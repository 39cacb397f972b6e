import { accuracyWithoutTies, prepareWithTies, weightedSum, type JudgedPair } from './judgedPair.ts';
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
 * The figures of EditReward-Bench and GenAI-Bench for groups of items that count as often as their weights say. It is
 * for the bootstrap, so what does not depend on the weights is computed once. `sizes` are the numbers of edits to tell
 * apart.
 */
export function prepareRankedFigures(
  groups: readonly (readonly RankedItem[])[],
  sizes: readonly number[],
): (weights: Uint32Array) => RankedFigures {
  const pairs = groups.map((items) => items.flatMap(judgedPairs));
  const withTies = prepareWithTies(pairs);
  const ofTwo = groups.flat().every(isPair)
    ? withTies
    : prepareWithTies(groups.map((items) => items.filter(isPair).flatMap(judgedPairs)));
  const ordered = orderedPairs(pairs);
  const items = groups.flatMap((its, group) => its.map((item) => ({ item, group })));
  const overall = prepareStrict(items);
  const bySize = sizes.map((size) => prepareStrict(items.filter(({ item }) => item.ranks.length === size)));
  return (weights) => {
    const ofAll = withTies(weights);
    const { epsilon = 0 } = (ofTwo === withTies ? ofAll : ofTwo(weights)) ?? {};
    return {
      withTies: ofAll?.accuracy,
      withoutTies: share(weightedSum(ordered.right, weights), weightedSum(ordered.total, weights)),
      strictOverall: overall(weights, epsilon),
      strict: bySize.map((strict) => strict(weights, epsilon)),
    };
  };
}

/** Of each group, the pairs that people ordered, and those of them that the model orders alike. */
function orderedPairs(pairs: readonly (readonly JudgedPair[])[]) {
  const total = Float64Array.from(pairs, (its) => its.filter(({ human }) => human !== 0).length);
  const right = Float64Array.from(pairs, (its, k) => Math.round((accuracyWithoutTies(its) ?? 0) * (total[k] ?? 0)));
  return { right, total };
}

/** The share of strictly right items when groups weigh so and scores within epsilon are equal. */
function prepareStrict(
  items: readonly { readonly item: RankedItem; readonly group: number }[],
): (weights: Uint32Array, epsilon: number) => number | undefined {
  const groupOf = Uint32Array.from(items, ({ group }) => group);
  const rightAt = Float64Array.from(items, ({ item }) => rightFrom(item));
  return (weights, epsilon) => {
    let right = 0;
    let total = 0;
    for (let k = 0; k < groupOf.length; k++) {
      const weight = weights[groupOf[k] ?? 0] ?? 0;
      total += weight;
      if ((rightAt[k] ?? Infinity) <= epsilon) right += weight;
    }
    return share(right, total);
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

function share(right: number, total: number): number | undefined {
  return total === 0 ? undefined : right / total;
}
