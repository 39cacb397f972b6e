import type { Interval } from './bootstrap.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** A probability that was stated, and whether the event came (1), came not (0), or stayed open (0.5). */
export interface StatedChance {
  readonly chance: number;
  readonly outcome: number;
}

export interface ReliabilityBin {
  readonly count: number;
  /** Mean chance and mean outcome of the bin: equal for a model that knows what it does not know. */
  readonly chance: number;
  readonly outcome: number;
  /** 95%, of the mean outcome, by Wilson. */
  readonly interval: Interval;
}

export interface Reliability {
  /** Those that hold something, ascending. */
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance of chance and outcome of the bins, weighted by their counts (expected calibration error). */
  readonly calibrationError: number | undefined;
  /** Mean squared distance of each chance from its outcome (Brier 1950): 0 is perfect, 0.25 is always saying one half. */
  readonly brier: number | undefined;
}

export const RELIABILITY_BINS = 10;

/**
 * How well stated chances agree with what happened, in bins of equal width from 0 to 1. A chance of 1 is in the last
 * bin.
 */
export function reliability(chances: readonly StatedChance[], binCount = RELIABILITY_BINS): Reliability {
  const binOf = ({ chance }: StatedChance) => Math.min(binCount - 1, Math.floor(chance * binCount));
  const bins = Array.from({ length: binCount }, (_, bin) => chances.filter((stated) => binOf(stated) === bin))
    .filter((stated) => stated.length > 0)
    .map(binOfChances);
  if (bins.length === 0) return { bins, calibrationError: undefined, brier: undefined };
  const distance = bins.reduce((sum, { count, chance, outcome }) => sum + count * Math.abs(chance - outcome), 0);
  return {
    bins,
    calibrationError: distance / chances.length,
    brier: mean(chances.map(({ chance, outcome }) => (chance - outcome) ** 2)),
  };
}

function binOfChances(stated: readonly StatedChance[]): ReliabilityBin {
  const outcome = mean(stated.map((one) => one.outcome));
  return {
    count: stated.length,
    chance: mean(stated.map(({ chance }) => chance)),
    outcome,
    interval: wilsonInterval(outcome, stated.length),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
