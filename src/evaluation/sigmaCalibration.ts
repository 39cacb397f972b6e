import type { Interval } from './statistics/bootstrap.ts';
import type { StatedPair } from './statedPair.ts';
import { wilsonInterval } from './statistics/wilsonInterval.ts';

/** Pairs of about one uncertainty. */
export interface SigmaBin {
  readonly count: number;
  /** Mean sigma of the difference of the two rewards. */
  readonly sigma: number;
  /** The accuracy that the model expects of itself: the mean of P of the edit that it puts first. */
  readonly expected: number;
  /** The share that people order as the model does; equal rewards count half. */
  readonly observed: number;
  /** 95%, of what was observed, by Wilson. */
  readonly interval: Interval;
}

const MAX_BINS = 8;
/** In bins of fewer the interval spans half of all there is. */
const PAIRS_A_BIN = 10;

/**
 * Whether the model errs as often as its sigmas say. Bins go from the surest pairs to the least sure ones, with about
 * as many pairs each. Pairs of one sigma are together. Empty without pairs.
 */
export function sigmaCalibration(pairs: readonly StatedPair[]): SigmaBin[] {
  const sorted = pairs.toSorted((a, b) => a.sigma - b.sigma);
  const binCount = Math.min(MAX_BINS, Math.max(1, Math.floor(sorted.length / PAIRS_A_BIN)));
  const bins: SigmaBin[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    end = Math.max(start + 1, Math.round(((bins.length + 1) * sorted.length) / binCount));
    while (end < sorted.length && sorted[end]?.sigma === sorted[end - 1]?.sigma) end++;
    bins.push(binOf(sorted.slice(start, end)));
  }
  return bins;
}

function binOf(pairs: readonly StatedPair[]): SigmaBin {
  const mean = (valueOf: (pair: StatedPair) => number) =>
    pairs.reduce((sum, pair) => sum + valueOf(pair), 0) / pairs.length;
  const observed = mean(rightness);
  return {
    count: pairs.length,
    sigma: mean(({ sigma }) => sigma),
    expected: mean(({ chance }) => Math.max(chance, 1 - chance)),
    observed,
    interval: wilsonInterval(observed, pairs.length),
  };
}

function rightness({ chance, outcome }: StatedPair): number {
  if (chance === 0.5) return 0.5;
  return chance > 0.5 === (outcome === 1) ? 1 : 0;
}
