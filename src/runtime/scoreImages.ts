import { EditRewardError } from '../core/errors.ts';
import {
  countTokens,
  planScoring,
  walkPlan,
  type PlanNode,
  type RewardRead,
  type ScoringPrompt,
} from '../core/plan/scoringPlan.ts';
import { checkInstruction } from '../core/prompt/instruction.ts';
import { promptSegments, segmentTokenCount } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import type { CandidateScore } from '../core/score.ts';
import { disposeKeyValues, type KeyValues } from './decoder.ts';
import type { ScoringModel } from './scoringModel.ts';
import type { PatchGrid } from './visionTower.ts';

/** The model gave no number for a candidate: an overflow, or a device that computes wrongly. */
export class NonFiniteScoreError extends EditRewardError {
  override readonly name = 'NonFiniteScoreError';
  constructor() {
    super('The model gave no finite reward for this image. Load the model again, with another dtype or on the CPU.');
  }
}

/** One source and its candidates, ready for the model. Image 0 is the source, image i + 1 is candidate i. */
export interface ImagesToScore {
  readonly images: readonly PatchGrid[];
  readonly instruction: string;
}

/** Where the work stands. `done` and `total` count units of about equal cost: tokens through the decoder. */
export interface ScoreStep {
  readonly stage: 'vision' | 'language';
  /** Undefined for the source. */
  readonly candidate: number | undefined;
  readonly done: number;
  readonly total: number;
}

export interface ScoreImagesHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: ScoreStep) => void) | undefined;
  /** How the prompts become a plan; tests compare plans with each other. */
  readonly plan?: typeof planScoring;
}

export type ScoredImage =
  | { readonly candidate: number; readonly score: CandidateScore }
  | { readonly candidate: number; readonly error: EditRewardError };

/** The vision tower's cost of an image, in decoder tokens for each of its tokens: four patches, a tenth of the weights. */
const VISION_COST = 0.4;

/**
 * Scores candidates of one source, each as soon as it is done. Throws the errors of the instruction, of the device, and
 * `AbortError`.
 */
export async function* scoreImages(
  model: ScoringModel,
  request: ImagesToScore,
  hooks: ScoreImagesHooks,
): AsyncGenerator<ScoredImage> {
  const prompts = planPrompts(model, request);
  const tokenCounts = request.images.map((image) => imageTokenCount(model, image));
  const plan = (hooks.plan ?? planScoring)(prompts, tokenCounts);
  const run = new PlanRun(model, request.images, tokenCounts, plan, hooks);
  try {
    for (const { type, node } of walkPlan(plan)) {
      if (type === 'enter') await run.enter(node);
      else run.leave(node);
      const scored = await run.takeScored(node);
      if (scored) yield scored;
    }
  } finally {
    run.dispose();
  }
}

function imageTokenCount({ manifest }: ScoringModel, { gridHeight, gridWidth }: PatchGrid): number {
  return (gridHeight * gridWidth) / manifest.imageProcessor.mergeSize ** 2;
}

/** Every prompt of every candidate. Throws the errors of the instruction and of the package's prompts. */
function planPrompts({ manifest, tokenizer }: ScoringModel, { images, instruction }: ImagesToScore): ScoringPrompt[] {
  checkInstruction(instruction, tokenizer.specialTokens);
  const encoded = manifest.prompts.map((prompt) =>
    tokenizer.encode(renderPrompt(prompt, instruction, tokenizer.renderChat)),
  );
  return images.slice(1).flatMap((_, candidate) =>
    encoded.map((ids, head) => ({
      candidate,
      head,
      segments: promptSegments(ids, manifest.tokenizer, [0, candidate + 1]),
    })),
  );
}

/** Walks a plan: what is on the device while it is walked, and how far it is. */
class PlanRun {
  readonly #model: ScoringModel;
  readonly #images: readonly PatchGrid[];
  readonly #tokenCounts: readonly number[];
  readonly #hooks: ScoreImagesHooks;
  readonly #total: number;
  #done = 0;
  /** Keys and values of the nodes from the root to where the walk is; each holds its ancestors' too. */
  readonly #keyValues = new Map<PlanNode, KeyValues>();
  #path: PlanNode[] = [];
  /** Hidden states at the reward tokens of candidates that are not complete yet, by head. */
  readonly #rewardStates = new Map<number, Float32Array[]>();

  constructor(
    model: ScoringModel,
    images: readonly PatchGrid[],
    tokenCounts: readonly number[],
    plan: readonly PlanNode[],
    hooks: ScoreImagesHooks,
  ) {
    this.#model = model;
    this.#images = images;
    this.#tokenCounts = tokenCounts;
    this.#hooks = hooks;
    this.#total = countTokens(plan) + VISION_COST * countImageTokens(plan, tokenCounts);
  }

  async enter(node: PlanNode): Promise<void> {
    const embeddings = await this.#embed(node);
    this.#step('language', candidateOf(node));
    const parent = this.#path.at(-1);
    const keep = node.children.length > 0;
    const { lastHiddenState, keyValues } = await this.#model.backend.guard(
      this.#model.decoder.prefill({
        embeddings,
        start: node.start,
        past: parent && this.#keyValues.get(parent),
        keep,
        queryRows: [node.tokenCount - 1],
        signal: this.#hooks.signal,
      }),
    );
    this.#done += node.tokenCount;
    this.#path.push(node);
    if (keyValues) this.#keyValues.set(node, keyValues);
    if (node.reads) this.#keepRewardState(node.reads, lastHiddenState);
  }

  leave(node: PlanNode): void {
    this.#path.pop();
    const keyValues = this.#keyValues.get(node);
    if (keyValues) disposeKeyValues(keyValues);
    this.#keyValues.delete(node);
  }

  /** The score of the candidate that `node` read a reward for, once all its rewards are read. */
  async takeScored({ reads }: PlanNode): Promise<ScoredImage | undefined> {
    const states = reads && this.#rewardStates.get(reads.candidate);
    if (!states || Object.keys(states).length < this.#model.manifest.prompts.length) return undefined;
    this.#rewardStates.delete(reads.candidate);
    const score = await this.#model.readHeads(states);
    const { candidate } = reads;
    return Number.isFinite(score.reward + score.logSigma)
      ? { candidate, score }
      : { candidate, error: new NonFiniteScoreError() };
  }

  dispose(): void {
    for (const keyValues of this.#keyValues.values()) disposeKeyValues(keyValues);
    this.#keyValues.clear();
  }

  #keepRewardState({ candidate, head }: RewardRead, state: Float32Array): void {
    const states = this.#rewardStates.get(candidate) ?? [];
    states[head] = state;
    this.#rewardStates.set(candidate, states);
  }

  /** Input embeddings of a node's tokens: [tokenCount, hidden]. */
  async #embed(node: PlanNode): Promise<Float32Array<ArrayBuffer>> {
    const { embedding } = this.#model;
    const embeddings = new Float32Array(node.tokenCount * embedding.columns);
    let token = 0;
    for (const segment of node.segments) {
      if (segment.kind === 'image') embeddings.set(await this.#embedImage(segment.image), token * embedding.columns);
      else await embedding.copyRows(segment.ids, embeddings, token * embedding.columns);
      token += segmentTokenCount(segment, this.#tokenCounts);
    }
    return embeddings;
  }

  async #embedImage(image: number): Promise<Float32Array> {
    const grid = this.#images[image];
    if (!grid) throw new RangeError(`The plan asks for image ${image} of ${this.#images.length}.`);
    this.#step('vision', image === 0 ? undefined : image - 1);
    const embeds = await this.#model.backend.guard(this.#model.vision.embed(grid, this.#hooks.signal));
    this.#done += VISION_COST * (this.#tokenCounts[image] ?? 0);
    return embeds;
  }

  #step(stage: ScoreStep['stage'], candidate: number | undefined): void {
    this.#hooks.onStep?.({ stage, candidate, done: this.#done, total: this.#total });
  }
}

function countImageTokens(plan: readonly PlanNode[], tokenCounts: readonly number[]): number {
  const own = (node: PlanNode) =>
    node.segments.reduce((sum, segment) => sum + (segment.kind === 'image' ? (tokenCounts[segment.image] ?? 0) : 0), 0);
  return plan.reduce((sum, node) => sum + own(node) + countImageTokens(node.children, tokenCounts), 0);
}

/** The candidate that a node works for; undefined for what all share. */
function candidateOf(node: PlanNode): number | undefined {
  if (node.reads) return node.reads.candidate;
  const images = node.segments.flatMap((segment) => (segment.kind === 'image' ? [segment.image] : []));
  const last = images.at(-1) ?? 0;
  return last === 0 ? undefined : last - 1;
}
