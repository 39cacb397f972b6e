import type { EditOfBoth, GroupOfPairs } from '../comparison/groupsOfPairs.ts';
import type { Estimate } from '../estimate.ts';
import { weightedSum } from '../judgedPair.ts';
import { bootstrapIntervals, type BootstrapOptions } from '../statistics/bootstrap.ts';

/** How far a number of two runs is apart, over edits. */
export interface Difference {
  readonly mean: Estimate;
  readonly largest: number | undefined;
}

/** Of absolute differences: their mean, with an interval by the bootstrap over sources, and the largest. */
export function absoluteDifference(
  groups: readonly GroupOfPairs[],
  distanceOf: (edit: EditOfBoth) => number,
  options: BootstrapOptions,
): Difference {
  const distances = groups.map((group) => group.map(distanceOf));
  const sums = distances.map((all) => all.reduce((sum, distance) => sum + distance, 0));
  const counts = distances.map((all) => all.length);
  const mean = (weights: Uint32Array) => {
    const count = weightedSum(counts, weights);
    return count === 0 ? undefined : weightedSum(sums, weights) / count;
  };
  const once = new Uint32Array(groups.length).fill(1);
  const [interval] = bootstrapIntervals(groups.length, (weights) => [mean(weights)], options);
  return {
    mean: { value: mean(once), interval, count: weightedSum(counts, once) },
    largest: distances.flat().reduce<number | undefined>((most, one) => Math.max(most ?? 0, one), undefined),
  };
}
