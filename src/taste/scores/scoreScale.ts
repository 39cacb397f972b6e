import { groupBy } from '../../core/groupBy.ts';
import { pooledScore, type HeadOutputs } from '../loss/labelsLoss.ts';
import type { Grade, LabelledHead } from '../trainingSet.ts';

/** People's scores of one head or of the whole, and how mu is best brought to their scale. */
export interface ScoreScale {
  /** Of the scores. */
  readonly mean: number;
  /** Of the scores; 1 where all are alike. */
  readonly deviation: number;
  /** What mu is multiplied by, then added to, for the least squared error. Never below 0, which would turn the order around. */
  readonly factor: number;
  readonly offset: number;
}

/** By what the scores are of. */
export type ScoreScales = ReadonlyMap<LabelledHead, ScoreScale>;

/**
 * The scales of scores, beside what heads give for the same pictures. `leastCorrelation`: as if mu and scores were at least so alike,
 * so that mu keeps its order.
 */
export function scoreScales(
  grades: readonly Grade[],
  outputs: HeadOutputs,
  shares: ArrayLike<number>,
  leastCorrelation = 0,
): ScoreScales {
  const entries = Array.from(
    groupBy(grades, ({ of }) => of),
    ([of, own]) => {
      const mus = own.map(({ picture }) => pooledScore(outputs, shares, picture, of).mu);
      const scale = scaleOf(
        own.map(({ score }) => score),
        mus,
        leastCorrelation,
      );
      return [of, scale] as const;
    },
  );
  return new Map(entries);
}

function scaleOf(scores: readonly number[], mus: readonly number[], leastCorrelation: number): ScoreScale {
  const [score, mu] = [spreadOf(scores), spreadOf(mus)];
  const products = scores.map((one, k) => (one - score.mean) * ((mus[k] ?? 0) - mu.mean));
  const correlation = spreadOf(products).mean / (score.deviation * mu.deviation);
  const factor = (Math.max(leastCorrelation, correlation) * score.deviation) / mu.deviation;
  return { ...score, factor, offset: score.mean - factor * mu.mean };
}

export function spreadOf(values: readonly number[]): Pick<ScoreScale, 'mean' | 'deviation'> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}

/** Scores in deviations from their mean. */
export function standardGrades(grades: readonly Grade[], scales: ScoreScales): Grade[] {
  return grades.map((grade) => {
    const { mean, deviation } = scales.get(grade.of) ?? { mean: 0, deviation: 1 };
    return { ...grade, score: (grade.score - mean) / deviation };
  });
}
