import { at } from '../../core/at.ts';
import type { EditOfBoth, GroupOfPairs } from '../comparison/groupsOfPairs.ts';
import type { Estimate } from '../estimate.ts';
import { weightedSum } from '../judgedPair.ts';
import { bootstrapIntervals, type BootstrapOptions } from '../statistics/bootstrap.ts';

/** Two edits that two runs order differently: the first run prefers the first. */
export interface ChangedPair {
  /** In the dataset of the first run. */
  readonly line: number;
  readonly instruction: string;
  readonly source: string | undefined;
  readonly images: readonly [preferred: string, other: string];
  /** By how much each run prefers the first edit: positive, and negative. */
  readonly leads: readonly [first: number, second: number];
}

export interface ChangedPairs {
  readonly count: number;
  /** Of all pairs; `count` is of those. */
  readonly share: Estimate;
  /** Pairs whose rewards are equal in one run alone. */
  readonly tied: number;
  /** Those whose leads are farthest apart. */
  readonly worst: readonly ChangedPair[];
}

/** Enough to look at. */
const SHOWN = 12;

export function changedPairs(groups: readonly GroupOfPairs[], options: BootstrapOptions): ChangedPairs {
  const worst = new Worst();
  const counted = groups.filter((group) => group.length > 1).map((group) => countGroup(group, worst));
  const [changed, pairs] = [counted.map((one) => one.changed), counted.map((one) => one.pairs)];
  const share = (weights: Uint32Array) => {
    const all = weightedSum(pairs, weights);
    return all === 0 ? undefined : weightedSum(changed, weights) / all;
  };
  const once = new Uint32Array(counted.length).fill(1);
  const [interval] = bootstrapIntervals(counted.length, (weights) => [share(weights)], options);
  return {
    count: weightedSum(changed, once),
    share: { value: share(once), interval, count: weightedSum(pairs, once) },
    tied: counted.reduce((sum, one) => sum + one.tied, 0),
    worst: worst.pairs,
  };
}

function countGroup(group: GroupOfPairs, worst: Worst): { changed: number; tied: number; readonly pairs: number } {
  const counts = { changed: 0, tied: 0, pairs: (group.length * (group.length - 1)) / 2 };
  for (const [k, one] of group.entries()) {
    for (const other of group.slice(0, k)) {
      const leads = [0, 1].map((run) => leadOf(one, other, run)) as [number, number];
      if (leads[0] * leads[1] < 0) {
        counts.changed++;
        worst.add(one, other, leads);
      } else if ((leads[0] === 0) !== (leads[1] === 0)) counts.tied++;
    }
  }
  return counts;
}

function leadOf(one: EditOfBoth, other: EditOfBoth, run: number): number {
  return at(one, run).reward - at(other, run).reward;
}

/** The worst of any number of pairs, without keeping all. */
class Worst {
  #kept: { readonly pair: ChangedPair; readonly gap: number }[] = [];

  get pairs(): readonly ChangedPair[] {
    return this.#kept.map(({ pair }) => pair);
  }

  add(one: EditOfBoth, other: EditOfBoth, leads: readonly [number, number]): void {
    const gap = Math.abs(leads[0] - leads[1]);
    if (this.#kept.length === SHOWN && gap <= (this.#kept.at(-1)?.gap ?? 0)) return;
    const pair = leads[0] > 0 ? pairOf(one, other, leads) : pairOf(other, one, [-leads[0], -leads[1]]);
    this.#kept = [...this.#kept, { pair, gap }].toSorted((a, b) => b.gap - a.gap).slice(0, SHOWN);
  }
}

function pairOf([one]: EditOfBoth, [other]: EditOfBoth, leads: ChangedPair['leads']): ChangedPair {
  const { line, instruction, source } = one;
  return { line, instruction, source, images: [one.image, other.image], leads };
}
