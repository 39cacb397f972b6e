import { EditRewardError } from '../core/errors.ts';
import type { CandidateScore } from '../core/score.ts';
import type { ScoringModel } from './scoringModel.ts';
import { ScoringJob, type ImagesToScore, type ScoredImage, type ScoreImagesHooks } from './scoringJob.ts';
import { scoreNodeByNode } from './scoreNodeByNode.ts';
import { scoreShardByShard } from './scoreShardByShard.ts';

/** The model gave no number for a candidate: an overflow, or a device that computes wrongly. */
export class NonFiniteScoreError extends EditRewardError {
  override readonly name = 'NonFiniteScoreError';
  constructor() {
    super('The model gave no finite reward for this image. Load the model again, with another dtype or on the CPU.');
  }
}

/**
 * Scores candidates of one source. With a resident model each comes as soon as it is done, with a streamed one all come at
 * the end. Throws the errors of the instruction, of the device, and `AbortError`.
 */
export async function* scoreImages(
  model: ScoringModel,
  request: ImagesToScore,
  hooks: ScoreImagesHooks,
): AsyncGenerator<ScoredImage> {
  const job = new ScoringJob(model, request, hooks);
  const scores = model.residency === 'streamed' ? scoreShardByShard(job) : scoreNodeByNode(job);
  for await (const [candidate, score] of scores) yield checkFinite(candidate, score);
}

function checkFinite(candidate: number, score: CandidateScore): ScoredImage {
  const isFinite = Number.isFinite(score.reward + score.logSigma);
  return isFinite ? { candidate, score } : { candidate, error: new NonFiniteScoreError() };
}
