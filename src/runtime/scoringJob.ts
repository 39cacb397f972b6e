import type { EditRewardError } from '../core/errors.ts';
import { countTokens, planScoring, type PlanNode, type ScoringPrompt } from '../core/plan/scoringPlan.ts';
import { checkInstruction } from '../core/prompt/instruction.ts';
import { promptSegments, segmentTokenCount } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import type { CandidateScore } from '../core/score.ts';
import type { ScoringModel } from './scoringModel.ts';
import type { PatchGrid } from './visionTower.ts';

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

/** A request made ready for a model: its plan, and how far it is. */
export class ScoringJob {
  readonly model: ScoringModel;
  readonly images: readonly PatchGrid[];
  readonly plan: readonly PlanNode[];
  readonly signal: AbortSignal | undefined;
  /** Tokens of each image. */
  readonly #tokenCounts: readonly number[];
  readonly #onStep: ScoreImagesHooks['onStep'];
  readonly #total: number;
  #done = 0;

  /** Throws the errors of the instruction and of the package's prompts. */
  constructor(model: ScoringModel, request: ImagesToScore, { signal, onStep, plan = planScoring }: ScoreImagesHooks) {
    this.model = model;
    this.images = request.images;
    this.signal = signal;
    this.#onStep = onStep;
    this.#tokenCounts = request.images.map((image) => imageTokenCount(model, image));
    this.plan = plan(planPrompts(model, request), this.#tokenCounts);
    this.#total = countTokens(this.plan) + VISION_COST * countImageTokens(this.plan, this.#tokenCounts);
  }

  /** Input embeddings of a node's tokens, [tokenCount, hidden]; `embedImage` gives those of an image. */
  async embedNode(
    node: PlanNode,
    embedImage: (image: number) => Promise<Float32Array>,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { embedding } = this.model;
    const embeddings = new Float32Array(node.tokenCount * embedding.columns);
    let token = 0;
    for (const segment of node.segments) {
      if (segment.kind === 'image') embeddings.set(await embedImage(segment.image), token * embedding.columns);
      else await embedding.copyRows(segment.ids, embeddings, token * embedding.columns);
      token += segmentTokenCount(segment, this.#tokenCounts);
    }
    return embeddings;
  }

  /** A step of the vision tower begins, `share` of what there is to do for `image`. */
  beginVision(image: number, share = 1): void {
    this.#begin('vision', image === 0 ? undefined : image - 1);
    this.#done += share * VISION_COST * (this.#tokenCounts[image] ?? 0);
  }

  /** A step of the decoder begins, `share` of what there is to do for `node`. */
  beginLanguage(node: PlanNode, share = 1): void {
    this.#begin('language', candidateOf(node));
    this.#done += share * node.tokenCount;
  }

  #begin(stage: ScoreStep['stage'], candidate: number | undefined): void {
    this.#onStep?.({ stage, candidate, done: this.#done, total: this.#total });
  }
}

function imageTokenCount({ manifest }: ScoringModel, { gridHeight, gridWidth }: PatchGrid): number {
  return (gridHeight * gridWidth) / manifest.imageProcessor.mergeSize ** 2;
}

/** Every prompt of every candidate. */
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
