/**
 * EditReward in a browser: a scorer that runs a reward model for image edits in a worker.
 * @module editreward-web
 */
export { AbortError, EditRewardError } from '../core/errors.ts';
export type { CandidateScore, HeadName, HeadScore, HeadScores } from '../core/score/score.ts';
export type { ImageRole, Task, TextName } from '../core/task.ts';
export type { CandidateOutcome } from '../core/score/outcome.ts';
export type { ImageOrientation } from '../core/score/scoreRequest.ts';
export type { LoadOptions } from '../core/loading/loadOptions.ts';
export type { LoadProgress } from '../core/loading/loadProgress.ts';
export type { ModelStatus } from '../core/loading/modelStatus.ts';
export type { Provider, Residency } from '../core/loading/device.ts';
export type { ScoreProgress } from '../core/score/scoreProgress.ts';
export type { ScoreResult } from '../core/score/outcome.ts';
export type { SelfTestAttempt } from '../core/loading/modelStatus.ts';
export type { TransferredError } from '../core/transferredError.ts';
export type { CallOptions, ScoreCallOptions } from './callOptions.ts';
export { createScorer, type Scorer, type ScorerOptions } from './createScorer.ts';
export type { ModelChoice } from './modelChoice.ts';
export type { Picture } from './pictures.ts';
export type { ScoreInput } from './scorePictures.ts';
