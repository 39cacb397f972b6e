import { EditRewardError } from '../core/errors.ts';
import { groupBy } from '../core/groupBy.ts';
import type { CandidateScore } from '../core/score.ts';
import { identifyImage } from './imageEmbedder.ts';
import type { ScoringModel } from './scoringModel.ts';
import { ScoringJob, type ScoreImagesHooks, type ScoreStep } from './scoringJob.ts';
import { scoreNodeByNode } from './scoreNodeByNode.ts';
import { scoreShardByShard } from './scoreShardByShard.ts';
import type { PatchGrid } from './visionTower.ts';

/** One source and its candidates, ready for the model. Image 0 is the source, image i + 1 is candidate i. */
export interface ImagesToScore {
  readonly images: readonly PatchGrid[];
  readonly instruction: string;
}

export type ScoredImage =
  | { readonly candidate: number; readonly score: CandidateScore }
  | { readonly candidate: number; readonly error: EditRewardError };

/** The model gave no number for a candidate: an overflow, or a device that computes wrongly. */
export class NonFiniteScoreError extends EditRewardError {
  override readonly name = 'NonFiniteScoreError';
  constructor() {
    super('The model gave no finite reward for this image. Load the model again, with another dtype or on the CPU.');
  }
}

/**
 * Scores candidates of one source; those that look alike to the model, once. With a resident model each comes as soon as it
 * is done, with a streamed one all come at the end. Throws the errors of the instruction, of the device, and `AbortError`.
 */
export async function* scoreImages(
  model: ScoringModel,
  { images, instruction }: ImagesToScore,
  hooks: ScoreImagesHooks,
): AsyncGenerator<ScoredImage> {
  const identified = await Promise.all(images.map(identifyImage));
  const [source, ...candidates] = identified;
  if (!source) return;
  const alike = [...groupBy(candidates.keys(), (candidate) => candidates[candidate]?.identity).values()];
  const distinct = alike.flatMap(([first = 0]) => candidates.slice(first, first + 1));
  const onStep = (step: ScoreStep) => hooks.onStep?.({ ...step, candidate: alike[step.candidate ?? -1]?.[0] });
  const job = new ScoringJob(model, { images: [source, ...distinct], instruction }, { ...hooks, onStep });
  const scores = model.residency === 'streamed' ? scoreShardByShard(job) : scoreNodeByNode(job);
  for await (const [index, score] of scores) {
    for (const candidate of alike[index] ?? []) yield checkFinite(candidate, score);
  }
}

function checkFinite(candidate: number, score: CandidateScore): ScoredImage {
  const isFinite = Number.isFinite(score.reward + score.logSigma);
  return isFinite ? { candidate, score } : { candidate, error: new NonFiniteScoreError() };
}
