import { AbortError, throwIfAborted } from '../core/errors.ts';
import type { DecodedImage } from '../core/image/decodedImage.ts';
import { candidatesAtOnce } from '../core/fit/candidatesAtOnce.ts';
import { prepareImage } from '../core/image/prepareImage.ts';
import { checkInstruction } from '../core/prompt/instruction.ts';
import { explained } from '../core/unexpectedError.ts';
import { toTransferred } from '../rpc/transferError.ts';
import type { CandidateOutcome, IdentifiedOutcome, ScoreProgress, ScoreResult } from '../rpc/scorerApi.ts';
import { scoreImages } from './scoreImages.ts';
import type { ScoreStep } from './scoringJob.ts';
import type { ScoringModel } from './scoringModel.ts';
import type { PatchGrid } from './visionTower.ts';

export type { IdentifiedOutcome };

/** An image that is decoded when its turn comes, so that one encoded image is open at a time. */
export interface LazyImage {
  readonly name: string;
  readonly decode: () => Promise<DecodedImage>;
  /** Of the very bytes that `decode` has read, also when it failed on them. */
  readonly sha256?: (() => string | undefined) | undefined;
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
  /** Candidates in memory together; default: as many as there is room for. */
  readonly atOnce?: number | undefined;
}

/**
 * Scores the candidates of a source. A candidate that cannot be read or scored, for whatever reason, is a failed outcome; the
 * others are scored all the same. Throws the errors of the source image, the instruction and the device, `AbortError`, and
 * `UnexpectedError` for what no one expected.
 */
export async function scoreRequest(
  model: ScoringModel,
  request: ImagesRequest,
  hooks: ScoreRequestHooks,
): Promise<ScoreResult> {
  checkInstruction(request.instruction, model.tokenizer.specialTokens);
  try {
    const outcomes = await new RequestRun(model, request, hooks).score();
    return { outcomes: request.candidates.map((_, candidate) => outcomeOf(outcomes, candidate)) };
  } catch (error) {
    throw explained(error, request.source.name);
  }
}

/** A candidate that could be read. */
interface ReadCandidate {
  readonly candidate: number;
  readonly image: PatchGrid;
}

class RequestRun {
  readonly #model: ScoringModel;
  readonly #request: ImagesRequest;
  readonly #hooks: ScoreRequestHooks;
  readonly #outcomes: Map<number, CandidateOutcome>;
  #sourceSha256: string | undefined;
  /** By candidate. */
  readonly #sha256 = new Map<number, string>();

  constructor(model: ScoringModel, request: ImagesRequest, hooks: ScoreRequestHooks) {
    this.#model = model;
    this.#request = request;
    this.#hooks = hooks;
    this.#outcomes = hooks.outcomes ?? new Map();
  }

  async score(): Promise<ReadonlyMap<number, CandidateOutcome>> {
    const { manifest, residency } = this.#model;
    const { atOnce = candidatesAtOnce(manifest, residency === 'streamed') } = this.#hooks;
    const source = await this.#prepare(this.#request.source, undefined);
    const waiting = [...this.#request.candidates.entries()].filter(([candidate]) => !this.#outcomes.has(candidate));
    for (let start = 0; start < waiting.length; start += atOnce) {
      const group = await this.#readGroup(waiting.slice(start, start + atOnce));
      const share = { start: start / waiting.length, end: Math.min(1, (start + atOnce) / waiting.length) };
      if (group.length > 0) await this.#scoreGroup(source, group, share);
    }
    return this.#outcomes;
  }

  async #readGroup(candidates: readonly (readonly [number, LazyImage])[]): Promise<ReadCandidate[]> {
    const group: ReadCandidate[] = [];
    for (const [candidate, image] of candidates) {
      try {
        group.push({ candidate, image: await this.#prepare(image, candidate) });
      } catch (error) {
        if (error instanceof AbortError) throw error;
        this.#settle(candidate, { status: 'failed', error: toTransferred(explained(error, image.name)) });
      }
    }
    return group;
  }

  /** `share`: the part of the whole request that the group is. */
  async #scoreGroup(
    source: PatchGrid,
    group: readonly ReadCandidate[],
    share: { readonly start: number; readonly end: number },
  ): Promise<void> {
    const { instruction, reuse } = this.#request;
    const { signal, onProgress } = this.#hooks;
    const onStep = ({ stage, candidate, done, total }: ScoreStep) =>
      onProgress?.({
        type: 'stage',
        stage,
        candidate: group[candidate ?? -1]?.candidate,
        done: (share.start * total) / (share.end - share.start) + done,
        total: total / (share.end - share.start),
      });
    const images = [source, ...group.map(({ image }) => image)];
    for await (const scored of scoreImages(this.#model, { images, instruction }, { signal, reuse, onStep })) {
      const candidate = group[scored.candidate]?.candidate ?? scored.candidate;
      if ('score' in scored) this.#settle(candidate, { status: 'scored', score: scored.score });
      else this.#settle(candidate, { status: 'failed', error: toTransferred(scored.error) });
    }
  }

  async #prepare(lazy: LazyImage, candidate: number | undefined): Promise<PatchGrid> {
    throwIfAborted(this.#hooks.signal);
    this.#hooks.onProgress?.({ type: 'stage', stage: 'decoding', candidate, done: 0, total: 1 });
    const { image } = await lazy.decode().finally(() => this.#identify(lazy, candidate));
    const { patches, gridHeight, gridWidth } = prepareImage(image, this.#model.manifest.imageProcessor, lazy.name);
    return { patches, gridHeight, gridWidth };
  }

  #identify({ sha256 }: LazyImage, candidate: number | undefined): void {
    const digest = sha256?.();
    if (candidate === undefined) this.#sourceSha256 = digest;
    else if (digest !== undefined) this.#sha256.set(candidate, digest);
  }

  #settle(candidate: number, settled: CandidateOutcome): void {
    const sha256 = { source: this.#sourceSha256, edited: this.#sha256.get(candidate) };
    const isKnown = sha256.source !== undefined || sha256.edited !== undefined;
    const outcome: IdentifiedOutcome = isKnown ? { ...settled, sha256 } : settled;
    this.#outcomes.set(candidate, outcome);
    this.#hooks.onProgress?.({ type: 'outcome', candidate, outcome });
  }
}

function outcomeOf(outcomes: ReadonlyMap<number, CandidateOutcome>, candidate: number): CandidateOutcome {
  const outcome = outcomes.get(candidate);
  if (!outcome) throw new Error(`Candidate ${candidate} was not scored.`);
  return outcome;
}
