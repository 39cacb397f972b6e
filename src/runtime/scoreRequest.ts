import { AbortError, EditRewardError, throwIfAborted } from '../core/errors.ts';
import type { DecodedImage } from '../core/image/decodedImage.ts';
import { prepareImage } from '../core/image/prepareImage.ts';
import { checkInstruction } from '../core/prompt/instruction.ts';
import { toTransferred } from '../rpc/transferError.ts';
import type { CandidateOutcome, ScoreProgress, ScoreResult } from '../rpc/scorerApi.ts';
import { scoreImages } from './scoreImages.ts';
import type { ScoringModel } from './scoringModel.ts';
import type { PatchGrid } from './visionTower.ts';

/** An image that is decoded when its turn comes, so that one encoded image is open at a time. */
export interface LazyImage {
  readonly name: string;
  readonly decode: () => Promise<DecodedImage>;
}

export interface ImagesRequest {
  readonly source: LazyImage;
  readonly candidates: readonly LazyImage[];
  readonly instruction: string;
  /** See `ScoreImagesHooks`. */
  readonly reuse?: boolean | undefined;
}

export interface ScoreRequestHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScoreProgress) => void) | undefined;
  /** By candidate. Those that are there already are not scored again; filled as the others come. */
  readonly outcomes?: Map<number, CandidateOutcome> | undefined;
}

/**
 * Scores the candidates of a source. A candidate that cannot be read or scored is a failed outcome; the others are scored
 * all the same. Throws the errors of the source image, the instruction and the device, and `AbortError`.
 */
export async function scoreRequest(
  model: ScoringModel,
  request: ImagesRequest,
  { signal, onProgress, outcomes = new Map() }: ScoreRequestHooks,
): Promise<ScoreResult> {
  checkInstruction(request.instruction, model.tokenizer.specialTokens);
  const settle = (candidate: number, outcome: CandidateOutcome) => {
    outcomes.set(candidate, outcome);
    onProgress?.({ type: 'outcome', candidate, outcome });
  };
  const prepare = (image: LazyImage, candidate: number | undefined) => {
    throwIfAborted(signal);
    onProgress?.({ type: 'stage', stage: 'decoding', candidate, done: 0, total: 1 });
    return prepareLazily(model, image);
  };

  const source = await prepare(request.source, undefined);
  const readable: { candidate: number; image: PatchGrid }[] = [];
  for (const [candidate, image] of request.candidates.entries()) {
    if (outcomes.has(candidate)) continue;
    try {
      readable.push({ candidate, image: await prepare(image, candidate) });
    } catch (error) {
      if (error instanceof AbortError || !(error instanceof EditRewardError)) throw error;
      settle(candidate, { status: 'failed', error: toTransferred(error) });
    }
  }

  const images = [source, ...readable.map(({ image }) => image)];
  const original = (index: number | undefined) => (index === undefined ? undefined : readable[index]?.candidate);
  const run = scoreImages(
    model,
    { images, instruction: request.instruction },
    {
      signal,
      reuse: request.reuse,
      onStep: (step) => onProgress?.({ type: 'stage', ...step, candidate: original(step.candidate) }),
    },
  );
  for await (const scored of run) {
    const candidate = original(scored.candidate) ?? scored.candidate;
    if ('score' in scored) settle(candidate, { status: 'scored', score: scored.score });
    else settle(candidate, { status: 'failed', error: toTransferred(scored.error) });
  }
  return { outcomes: request.candidates.map((_, candidate) => outcomeOf(outcomes, candidate)) };
}

async function prepareLazily(model: ScoringModel, { name, decode }: LazyImage): Promise<PatchGrid> {
  const { image } = await decode();
  const { patches, gridHeight, gridWidth } = prepareImage(image, model.manifest.imageProcessor, name);
  return { patches, gridHeight, gridWidth };
}

function outcomeOf(outcomes: ReadonlyMap<number, CandidateOutcome>, candidate: number): CandidateOutcome {
  const outcome = outcomes.get(candidate);
  if (!outcome) throw new Error(`Candidate ${candidate} was not scored.`);
  return outcome;
}
