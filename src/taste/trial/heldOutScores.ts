import { at } from '../../core/at.ts';
import { groupBy } from '../../core/groupBy.ts';
import { bootstrapIntervals, type Interval } from '../../evaluation/statistics/bootstrap.ts';
import { prepareSpearman, spearman } from '../../evaluation/statistics/spearman.ts';
import type { LabelledHead } from '../trainingSet.ts';
import { meanError } from './agreement.ts';
import type { GradeResult } from './gradeResults.ts';
import { isBeyondChance } from './isBeyondChance.ts';

/** How well scores follow those of people. */
export interface ScoreFigures {
  /** Spearman's. */
  readonly correlation: number;
  /** The root of the mean squared error, on people's scale. */
  readonly error: number;
}

/** The same of the original at its best scale, and of new heads. */
export interface ScoresOfHead {
  readonly of: LabelledHead;
  readonly grades: number;
  readonly original: ScoreFigures;
  readonly taste: ScoreFigures;
}

/** How new heads do on scores that they did not learn from, beside the original. */
export interface HeldOutScores {
  readonly grades: number;
  readonly sources: number;
  /** Of each head, or of the reward. */
  readonly figures: readonly ScoresOfHead[];
  /** Of the correlations, their mean over the heads. Without an interval where there is one source alone. */
  readonly gain: { readonly value: number; readonly interval?: Interval | undefined };
  /** Of mean squared errors, in variances of the scores. */
  readonly errorGain: { readonly value: number; readonly interval?: Interval | undefined };
  /** Whether to offer them: their order is more alike to people's, and their scores are nearer. */
  readonly isBetter: boolean;
  /** Whether luck does not explain that their order is more alike, nor that they are nearer. */
  readonly isCertain: boolean;
}

/** Each of `original` and `taste` at the same place is of the same grade. Undefined where people gave the same score to all. */
export function compareHeldOutScores(
  original: readonly GradeResult[],
  taste: readonly GradeResult[],
): HeldOutScores | undefined {
  const pairs = original.map((one, k) => ({ original: one, taste: at(taste, k) }));
  const groups = [...groupBy(pairs, ({ original: { of } }) => of)].toSorted(([a], [b]) => Number(a) - Number(b));
  const heads = groups.map(([, own]) => own).filter(vary);
  const compared = heads.flat();
  if (compared.length === 0) return undefined;
  const figures = heads.map(figuresOf);
  const [gain, errorGain] = intervalsOf(heads);
  const value = meanOf(figures, (one) => one.taste.correlation - one.original.correlation);
  const errors = meanError(compared.map((pair) => pair.original)) - meanError(compared.map((pair) => pair.taste));
  const isBetter = value > 0 && errors > 0;
  return {
    grades: compared.length,
    sources: new Set(compared.map((pair) => pair.original.source)).size,
    figures,
    gain: { value, interval: gain },
    errorGain: { value: errors, interval: errorGain },
    isBetter,
    isCertain: isBetter && isBeyondChance(gain, errorsLess(compared)),
  };
}

interface Pair {
  readonly original: GradeResult;
  readonly taste: GradeResult;
}

/** Of each source: by how much the errors of the taste are less. */
function errorsLess(pairs: readonly Pair[]): number[] {
  const sources = groupBy(pairs, ({ original }) => original.source).values();
  return Array.from(sources, (own) => own.reduce((sum, { original, taste }) => sum + original.error - taste.error, 0));
}

function vary(pairs: readonly Pair[]): boolean {
  return new Set(pairs.map(({ original }) => original.score)).size > 1;
}

function figuresOf(pairs: readonly Pair[]): ScoresOfHead {
  const sides = (side: keyof Pair) => figuresOfSide(pairs.map((pair) => pair[side]));
  const of = at(pairs, 0).original.of;
  return { of, grades: pairs.length, original: sides('original'), taste: sides('taste') };
}

function figuresOfSide(results: readonly GradeResult[]): ScoreFigures {
  return { correlation: correlationOf(results), error: rootError(results) };
}

/** Scores that are all alike order nothing. */
export function correlationOf(results: readonly GradeResult[]): number {
  return (
    spearman(
      results.map(({ mu }) => mu),
      results.map(({ score }) => score),
    ) ?? 0
  );
}

/** The root of the mean squared error, on people's scale. */
export function rootError(results: readonly GradeResult[]): number {
  return Math.sqrt(meanOf(results, ({ predicted, score }) => (predicted - score) ** 2));
}

/** Of the gains in correlation and in error, over sources. */
function intervalsOf(heads: readonly (readonly Pair[])[]): (Interval | undefined)[] {
  const places = new Map<string, number>();
  for (const { original } of heads.flat()) {
    if (!places.has(original.source)) places.set(original.source, places.size);
  }
  const gains = heads.map((pairs) => {
    const groups = Uint32Array.from(pairs, ({ original }) => places.get(original.source) ?? 0);
    const scores = pairs.map(({ original }) => original.score);
    const correlate = (side: keyof Pair) =>
      prepareSpearman(
        pairs.map((pair) => pair[side].mu),
        scores,
      );
    const [before, after] = [correlate('original'), correlate('taste')];
    const errors = Float64Array.from(pairs, ({ original, taste }) => original.error - taste.error);
    return { groups, before, after, errors };
  });
  return bootstrapIntervals(places.size, (weights) => {
    let [gain, error, count] = [0, 0, 0];
    for (const { groups, before, after, errors } of gains) {
      const own = groups.map((group) => weights[group] ?? 0);
      gain += ((after(own) ?? 0) - (before(own) ?? 0)) / gains.length;
      for (let k = 0; k < own.length; k++) {
        error += at(own, k) * at(errors, k);
        count += at(own, k);
      }
    }
    return [gain, count === 0 ? undefined : error / count];
  });
}

function meanOf<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0) / items.length;
}
