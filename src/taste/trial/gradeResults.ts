import { pooledScore, type HeadOutputs } from '../loss/labelsLoss.ts';
import type { ScoreScales } from '../scores/scoreScale.ts';
import type { Grade, LabelledHead } from '../trainingSet.ts';

/** How heads do on one score that people gave. */
export interface GradeResult {
  readonly source: string;
  readonly of: LabelledHead;
  /** What people gave. */
  readonly score: number;
  /** What the heads say of it, on people's scale. */
  readonly predicted: number;
  /** By what pictures are ordered. */
  readonly mu: number;
  /** The squared error, of the variance of the scores that were learned from: dimensions of any scale count alike. */
  readonly error: number;
}

/** Of heads that give scores on people's scale; `scales` of what was learned from. */
export function gradeResults(
  grades: readonly Grade[],
  outputs: HeadOutputs,
  shares: ArrayLike<number>,
  scales: ScoreScales,
): GradeResult[] {
  return grades.map((grade) => {
    const { mu } = pooledScore(outputs, shares, grade.picture, grade.of);
    return resultOf(grade, mu, mu, scales);
  });
}

/** Of the original, whose mu has a scale of its own: at the scale that is best for what was learned from. */
export function originalGradeResults(
  grades: readonly Grade[],
  outputs: HeadOutputs,
  shares: ArrayLike<number>,
  scales: ScoreScales,
): GradeResult[] {
  return grades.map((grade) => {
    const { mu } = pooledScore(outputs, shares, grade.picture, grade.of);
    const { factor, offset } = scales.get(grade.of) ?? { factor: 1, offset: 0 };
    return resultOf(grade, mu, factor * mu + offset, scales);
  });
}

function resultOf({ source, of, score }: Grade, mu: number, predicted: number, scales: ScoreScales): GradeResult {
  const deviation = scales.get(of)?.deviation ?? 1;
  return { source, of, score, mu, predicted, error: ((predicted - score) / deviation) ** 2 };
}
