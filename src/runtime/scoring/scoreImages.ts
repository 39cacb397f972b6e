import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { EditRewardError } from '../../core/errors.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { identifyImage } from '../model/imageEmbedder.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import { ScoringJob, type ScoreImagesHooks } from './scoringJob.ts';
import { scoreNodeByNode } from './scoreNodeByNode.ts';
import { scoreShardByShard } from './scoreShardByShard.ts';

/** A picture to judge. */
export interface CandidateImage {
  /** The caller's own number for it: what is said of a candidate is said by its key. */
  readonly key: number;
  readonly image: ImagePatches;
  /** Another text than the request's. An image that is asked about with several is computed once. */
  readonly instruction?: string | undefined;
}

/** Candidates, and what they are judged by, ready for the model. */
export interface ImagesToScore {
  /** Needed where the model's task has a source, else without a meaning. */
  readonly source?: ImagePatches | undefined;
  readonly candidates: readonly CandidateImage[];
  /** The instruction or prompt. */
  readonly instruction: string;
}

/** `candidate` is a key. */
export type ScoredImage =
  | { readonly candidate: number; readonly score: CandidateScore }
  | { readonly candidate: number; readonly error: EditRewardError };

/** The model gave no number for a candidate: an overflow, or a device that computes wrongly. */
export class NonFiniteScoreError extends EditRewardError {
  override readonly name = 'NonFiniteScoreError';
  override readonly kind = 'device';
  constructor() {
    super('The model gave no finite reward for this image. Load the model again, with another dtype or on the CPU.');
  }
}

/**
 * Scores candidates. Those that look alike to the model are scored once, under the key of the first. A resident model
 * gives each score as soon as it is done, a streamed one gives all at the end. Throws the errors of the instruction, of
 * the device, and `AbortError`.
 */
export async function* scoreImages(
  model: ScoringModel,
  { source, candidates, instruction }: ImagesToScore,
  hooks: ScoreImagesHooks,
): AsyncGenerator<ScoredImage> {
  const identified = await Promise.all(
    candidates.map(async (candidate) => ({ ...candidate, image: await identifyImage(candidate.image) })),
  );
  const groups = [
    ...groupBy(identified, ({ image, instruction: text = instruction }) => `${image.identity} ${text}`).values(),
  ];
  const twins = new Map(groups.map((group) => [at(group, 0).key, group]));
  const request = {
    source: source && (await identifyImage(source)),
    candidates: groups.map((group) => at(group, 0)),
    instruction,
  };
  const { onStates } = hooks;
  const tellTwins = (key: number, states: readonly Float32Array[]) => {
    for (const twin of twins.get(key) ?? []) onStates?.(twin.key, states);
  };
  const job = new ScoringJob(model, request, { ...hooks, onStates: onStates && tellTwins });
  for await (const [key, score] of model.residency === 'streamed' ? scoreShardByShard(job) : scoreNodeByNode(job)) {
    for (const twin of defined(twins.get(key), `No one asked for candidate ${key}.`))
      yield checkFinite(twin.key, score);
  }
}

function checkFinite(candidate: number, score: CandidateScore): ScoredImage {
  const isFinite = Number.isFinite(score.reward + score.logSigma);
  return isFinite ? { candidate, score } : { candidate, error: new NonFiniteScoreError() };
}
