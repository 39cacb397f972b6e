import { headScore, type CandidateScore } from '../core/score/score.ts';
import type { ReportedDevice, ReportedModel } from '../core/score/scoreReport.ts';
import { bootstrapInterval, type Interval } from '../evaluation/statistics/bootstrap.ts';
import { comparePairs, kendallTauB } from '../evaluation/statistics/kendallTau.ts';
import { countRightPairs, pairAccuracy } from '../evaluation/statistics/pairAccuracy.ts';
import { DIMENSIONS, type Dimension } from './dimension.ts';
import { EDIT_TYPES, type EditType } from './edit.ts';
import type { NanoCase } from './suite.ts';

/** What one model package gave for the cases of a suite: a score for each candidate, by case. */
export interface NanoRun {
  readonly model: ReportedModel;
  readonly device: ReportedDevice;
  readonly scores: readonly (readonly CandidateScore[])[];
}

/** What of a case the report needs. */
export interface GradedCase extends Pick<NanoCase, 'type'> {
  readonly candidates: readonly Pick<NanoCase['candidates'][number], 'grades'>[];
}

/** How many pairs of different grade a model ordered right. `accuracy` and `interval` are missing without pairs. */
export interface NanoAccuracy {
  readonly dimension: Dimension;
  readonly type: EditType | 'all';
  readonly pairs: number;
  readonly accuracy: number | undefined;
  readonly interval: Interval | undefined;
}

/** Kendall's tau-b with the first model, over the pairs of edits of one scene. */
export interface NanoAgreement {
  readonly of: Dimension | 'reward';
  readonly tauB: number | undefined;
  readonly interval: Interval | undefined;
}

export interface NanoModelReport {
  readonly model: ReportedModel;
  readonly device: ReportedDevice;
  readonly accuracies: readonly NanoAccuracy[];
  /** Empty for the first model. */
  readonly agreements: readonly NanoAgreement[];
}

/** Intervals are 95%, by the bootstrap over scenes: pairs of one scene are not independent. */
export function nanoReport(cases: readonly GradedCase[], runs: readonly NanoRun[]): NanoModelReport[] {
  return runs.map((run) => ({
    model: run.model,
    device: run.device,
    accuracies: DIMENSIONS.flatMap((dimension) =>
      (['all', ...EDIT_TYPES] as const).map((type) => accuracyOf(cases, run, dimension, type)),
    ),
    agreements: run === runs[0] ? [] : [...DIMENSIONS, 'reward' as const].map((of) => agreementOf(runs[0], run, of)),
  }));
}

function accuracyOf(
  cases: readonly GradedCase[],
  { scores }: NanoRun,
  dimension: Dimension,
  type: EditType | 'all',
): NanoAccuracy {
  const groups = cases.flatMap(({ type: itsType, candidates }, index) => {
    if (type !== 'all' && type !== itsType) return [];
    const grades = candidates.map((candidate) => candidate.grades[dimension]);
    return [countRightPairs(scoresOf(scores[index], dimension), grades)];
  });
  return {
    dimension,
    type,
    pairs: groups.reduce((sum, { total }) => sum + total, 0),
    accuracy: pairAccuracy(groups),
    interval: bootstrapInterval(groups, pairAccuracy),
  };
}

function agreementOf(first: NanoRun | undefined, run: NanoRun, of: Dimension | 'reward'): NanoAgreement {
  const groups = run.scores.map((scores, index) =>
    comparePairs(scoresOf(first?.scores[index], of), scoresOf(scores, of)),
  );
  return { of, tauB: kendallTauB(groups), interval: bootstrapInterval(groups, kendallTauB) };
}

function scoresOf(scores: readonly CandidateScore[] = [], of: Dimension | 'reward'): number[] {
  return scores.map((score) => (of === 'reward' ? score.reward : headScore(score.heads, of).mu));
}
