import type { ResultItem, ResultScore } from '../core/dataset/resultItem.ts';
import { niceStep } from '../core/niceStep.ts';
import { isRanked } from './rankedItem.ts';

/**
 * What people said of an edit beside the others of its item: the best alone, one of several best, beaten, or nothing.
 */
export const HUMAN_LABELS = ['win', 'tie', 'lose', 'unlabelled'] as const;
export type HumanLabel = (typeof HUMAN_LABELS)[number];

/** Edits of one label. */
export interface LabelledScores {
  readonly label: HumanLabel;
  readonly count: number;
  readonly mean: number;
  /** In each bin. */
  readonly counts: readonly number[];
}

/** A histogram of one kind of score. */
export interface ScoreDistribution {
  /** `reward`, or the key of a head. */
  readonly of: string;
  /** Where the first bin starts, and how wide each is. A score at the end of a bin is in the next one. */
  readonly start: number;
  readonly step: number;
  /** Labels that occur, in the order of {@link HUMAN_LABELS}. */
  readonly labels: readonly LabelledScores[];
}

const MAX_BINS = 30;

/** Of the reward and of every head that the results hold. */
export function scoreDistributions(results: readonly ResultItem[]): ScoreDistribution[] {
  const edits = results.flatMap(({ item: { ranks }, scores }) =>
    scores.map((score, k) => ({ score, label: labelOf(ranks, k) })),
  );
  return ['reward', ...headKeys(results)].flatMap((of) => {
    const values = edits.flatMap(({ score, label }) => {
      const value = valueOf(score, of);
      return value === undefined ? [] : [{ value, label }];
    });
    return values.length === 0 ? [] : [distributionOf(of, values)];
  });
}

function labelOf(ranks: readonly number[] | undefined, index: number): HumanLabel {
  if (!isRanked(ranks)) return 'unlabelled';
  const best = Math.min(...ranks);
  if (ranks[index] !== best) return 'lose';
  return ranks.filter((rank) => rank === best).length === 1 ? 'win' : 'tie';
}

/** In the order of the model's heads. */
function headKeys(results: readonly ResultItem[]): string[] {
  const keys = new Set<string>();
  for (const { scores } of results) {
    for (const { heads } of scores) for (const key of Object.keys(heads ?? {})) keys.add(key);
  }
  return [...keys];
}

function valueOf(score: ResultScore, of: string): number | undefined {
  return of === 'reward' ? score.reward : score.heads?.[of]?.mu;
}

interface LabelledValue {
  readonly value: number;
  readonly label: HumanLabel;
}

function distributionOf(of: string, values: readonly LabelledValue[]): ScoreDistribution {
  let [least, most] = [Infinity, -Infinity];
  for (const { value } of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  // One bin less than there may be, as the first starts below the least value.
  const step = niceStep(most - least, MAX_BINS - 1);
  const first = Math.floor(least / step);
  const binCount = Math.floor(most / step) - first + 1;
  const labels = HUMAN_LABELS.flatMap((label) => {
    const its = values.filter((one) => one.label === label).map(({ value }) => value);
    if (its.length === 0) return [];
    const counts = Array.from({ length: binCount }, () => 0);
    for (const value of its) {
      const bin = Math.floor(value / step) - first;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return [{ label, count: its.length, mean: its.reduce((sum, value) => sum + value, 0) / its.length, counts }];
  });
  return { of, start: first * step, step, labels };
}
