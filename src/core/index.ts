/**
 * What EditReward's numbers mean: ranking, the chance that one edit is better than another, reports and their wording.
 * Pure functions: no DOM, no network, no worker.
 * @module editreward-web/core
 */
export { AbortError, EditRewardError } from './errors.ts';
export { formatChance, formatScore, formatScoreWithSigma } from './formatNumbers.ts';
export { chanceBetter, normalCdf, rankByReward } from './score/ranking.ts';
export { flattenScore, type FlatScore } from './score/flatScore.ts';
export {
  labelOfKey,
  poolHeads,
  type CandidateScore,
  type HeadName,
  type HeadScore,
  type HeadScores,
} from './score/score.ts';
export {
  scoreReport,
  type CandidateResult,
  type FailedCandidate,
  type ReportedDevice,
  type ReportedModel,
  type ScoredCandidate,
  type ScoreReport,
} from './score/scoreReport.ts';
