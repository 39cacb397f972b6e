/**
 * EditReward in a browser: a scorer that runs a reward model for image edits in a worker.
 * @module editreward-web
 */
export { AbortError, EditRewardError } from '../core/errors.ts';
export type { CandidateScore, HeadName, HeadScore, HeadScores } from '../core/score/score.ts';
export type { ImageRole, Task, TextName } from '../core/task.ts';
export type {
  CandidateOutcome,
  ImageOrientation,
  LoadOptions,
  LoadProgress,
  ModelStatus,
  Provider,
  Residency,
  ScoreProgress,
  ScoreResult,
  SelfTestAttempt,
  TransferredError,
} from '../rpc/scorerApi.ts';
export type { CallOptions, ScoreCallOptions } from './callOptions.ts';
export { createScorer, type Scorer, type ScorerOptions } from './createScorer.ts';
export type { ModelChoice } from './modelChoice.ts';
export type { Picture } from './pictures.ts';
export type { ScoreInput } from './scorePictures.ts';
