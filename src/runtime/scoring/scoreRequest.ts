import { AbortError, throwIfAborted } from '../../core/errors.ts';
import type { DecodedImage } from '../../core/image/decodedImage.ts';
import { candidateBytes, MAIN_MEMORY_BYTES } from '../../core/fit/candidateBytes.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { isLimited, prepareDecoded } from '../../core/image/modelInput/prepareImage.ts';
import { checkInstruction } from '../../core/prompt/instruction.ts';
import { checkSource } from '../../core/task.ts';
import { explained } from '../../core/unexpectedError.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { CandidateOutcome, IdentifiedOutcome, ScoreResult } from '../../core/score/outcome.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import { scoreImages, type ScoredImage } from './scoreImages.ts';
import type { ScoreStep } from './scoringJob.ts';
import type { ScoringModel } from '../model/scoringModel.ts';

export type { IdentifiedOutcome };

/** An image in the form that the model takes. */
export interface PreparedImage {
  readonly image: ImagePatches;
  /** Whether the user's limit made it smaller than the official code has it. */
  readonly limited: boolean;
}

/** An image that is decoded when its turn comes, so that one encoded image is open at a time. */
export interface LazyImage {
  readonly name: string;
  /** May do more, where another thread has the time: what is prepared already is taken as it is. */
  readonly decode: () => Promise<DecodedImage | PreparedImage>;
  /** Of the very bytes that `decode` has read, also when it failed on them. */
  readonly sha256?: (() => string | undefined) | undefined;
}

export interface ImagesRequest {
  /** Given where the model's task has a source, and only there. */
  readonly source?: LazyImage | undefined;
  readonly candidates: readonly LazyImage[];
  /** The instruction or prompt. */
  readonly instruction: string;
  /** See `ScoreImagesHooks`. */
  readonly reuse?: boolean | undefined;
}

export interface ScoreRequestHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ScoreProgress) => void) | undefined;
  /** By candidate. Those that are there already are not scored again; filled as the others come. */
  readonly outcomes?: Map<number, CandidateOutcome> | undefined;
  /** Hears of what the heads read of each candidate, by its place: see `ScoreImagesHooks`. */
  readonly onStates?: ((candidate: number, states: readonly Float32Array[]) => void) | undefined;
  /** Each scored outcome has its states, too. */
  readonly withStates?: boolean | undefined;
  /** Candidates in memory together; default: as many as there is room for. */
  readonly atOnce?: number | undefined;
}

/**
 * Scores candidates. One that cannot be read or scored, for whatever reason, is a failed outcome; the
 * others are scored all the same. Throws the errors of `checkSource`, those of the source image, the instruction and the device,
 * `AbortError`, and `UnexpectedError` for what no one expected.
 */
export async function scoreRequest(
  model: ScoringModel,
  request: ImagesRequest,
  hooks: ScoreRequestHooks,
): Promise<ScoreResult> {
  const { task } = model.manifest;
  checkInstruction(request.instruction, model.tokenizer.specialTokens, task.text);
  checkSource(task, request.source !== undefined);
  try {
    const outcomes = await new RequestRun(model, request, hooks).score();
    return { outcomes: request.candidates.map((_, candidate) => outcomeOf(outcomes, candidate)) };
  } catch (error) {
    throw explained(error, (request.source ?? request.candidates[0])?.name ?? 'The request');
  }
}

/** The key of a candidate is its place in the request. */
interface ReadCandidate extends PreparedImage {
  readonly key: number;
}

class RequestRun {
  readonly #model: ScoringModel;
  readonly #request: ImagesRequest;
  readonly #hooks: ScoreRequestHooks;
  readonly #outcomes: Map<number, CandidateOutcome>;
  #sourceSha256: string | undefined;
  /** By candidate. */
  readonly #sha256 = new Map<number, string>();
  /** Of candidates whose outcome has not come. */
  readonly #states = new Map<number, readonly Float32Array[]>();

  constructor(model: ScoringModel, request: ImagesRequest, hooks: ScoreRequestHooks) {
    this.#model = model;
    this.#request = request;
    this.#hooks = hooks;
    this.#outcomes = hooks.outcomes ?? new Map();
  }

  async score(): Promise<ReadonlyMap<number, CandidateOutcome>> {
    const { source: shown } = this.#request;
    const source = shown && (await this.#prepare(shown, undefined));
    const waiting = [...this.#request.candidates.entries()].filter(([key]) => !this.#outcomes.has(key));
    let start = 0;
    while (start < waiting.length) {
      const { group, taken } = await this.#readGroup(waiting.slice(start));
      const share = { start: start / waiting.length, end: (start + taken) / waiting.length };
      if (group.length > 0) await this.#scoreGroup(source, group, share);
      start += taken;
    }
    return this.#outcomes;
  }

  /** Reads the first of `waiting`, one at least and as many as there is room for; tells how many those were. */
  async #readGroup(waiting: readonly (readonly [number, LazyImage])[]) {
    const { manifest, residency } = this.#model;
    const { atOnce = Infinity } = this.#hooks;
    const group: ReadCandidate[] = [];
    let byteLength = 0;
    let taken = 0;
    for (const [key, image] of waiting) {
      if (group.length >= atOnce || byteLength >= MAIN_MEMORY_BYTES) break;
      taken += 1;
      const read = await this.#read(key, image);
      if (!read) continue;
      group.push(read);
      byteLength += candidateBytes(manifest, read.image, residency === 'streamed');
    }
    return { group, taken };
  }

  /** Undefined when the candidate cannot be read, which then is its outcome. */
  async #read(key: number, image: LazyImage): Promise<ReadCandidate | undefined> {
    try {
      return { key, ...(await this.#prepare(image, key)) };
    } catch (error) {
      if (error instanceof AbortError) throw error;
      this.#settle(key, { status: 'failed', error: toTransferred(explained(error, image.name)) });
      return undefined;
    }
  }

  /** `share`: the part of the whole request that the group is. */
  async #scoreGroup(
    source: PreparedImage | undefined,
    candidates: readonly ReadCandidate[],
    share: { readonly start: number; readonly end: number },
  ): Promise<void> {
    const { instruction, reuse } = this.#request;
    const { signal, onProgress } = this.#hooks;
    const onStep = ({ stage, candidate, done, total }: ScoreStep) =>
      onProgress?.({
        type: 'stage',
        stage,
        candidate,
        done: (share.start * total) / (share.end - share.start) + done,
        total: total / (share.end - share.start),
      });
    const onStates = this.#hooks.withStates ? this.#holdStates : this.#hooks.onStates;
    const limited = new Set(candidates.filter((one) => one.limited || source?.limited).map(({ key }) => key));
    const request = { source: source?.image, candidates, instruction };
    for await (const scored of scoreImages(this.#model, request, { signal, reuse, onStep, onStates })) {
      this.#settle(scored.candidate, this.#outcomeOf(scored, limited.has(scored.candidate)));
    }
  }

  readonly #holdStates = (candidate: number, states: readonly Float32Array[]): void => {
    this.#states.set(candidate, states);
    this.#hooks.onStates?.(candidate, states);
  };

  #outcomeOf(scored: ScoredImage, limited: boolean): CandidateOutcome {
    if ('error' in scored) return { status: 'failed', error: toTransferred(scored.error) };
    const { maxPixels } = this.#model.imageProcessor;
    return { status: 'scored', score: scored.score, ...(limited && { maxPixels }) };
  }

  async #prepare(lazy: LazyImage, candidate: number | undefined): Promise<PreparedImage> {
    throwIfAborted(this.#hooks.signal);
    this.#hooks.onProgress?.({ type: 'stage', stage: 'decoding', candidate, done: 0, total: 1 });
    const decoded = await lazy.decode().finally(() => this.#identify(lazy, candidate));
    if ('limited' in decoded) return decoded;
    const { manifest, imageProcessor } = this.#model;
    return {
      image: prepareDecoded(decoded, imageProcessor, lazy.name),
      limited: isLimited(decoded, manifest.imageProcessor, imageProcessor),
    };
  }

  #identify({ sha256 }: LazyImage, candidate: number | undefined): void {
    const digest = sha256?.();
    if (candidate === undefined) this.#sourceSha256 = digest;
    else if (digest !== undefined) this.#sha256.set(candidate, digest);
  }

  #settle(candidate: number, settled: CandidateOutcome): void {
    const sha256 = { source: this.#sourceSha256, edited: this.#sha256.get(candidate) };
    const isKnown = sha256.source !== undefined || sha256.edited !== undefined;
    const states = settled.status === 'scored' ? this.#states.get(candidate) : undefined;
    this.#states.delete(candidate);
    const outcome: IdentifiedOutcome = { ...settled, ...(isKnown && { sha256 }), ...(states && { states }) };
    this.#outcomes.set(candidate, outcome);
    this.#hooks.onProgress?.({ type: 'outcome', candidate, outcome });
  }
}

function outcomeOf(outcomes: ReadonlyMap<number, CandidateOutcome>, candidate: number): CandidateOutcome {
  const outcome = outcomes.get(candidate);
  if (!outcome) throw new Error(`Candidate ${candidate} was not scored.`);
  return outcome;
}
