import {
  countTokens,
  planNodes,
  planScoring,
  planWithoutReuse,
  type PlanNode,
  type ScoringPrompt,
} from '../core/plan/scoringPlan.ts';
import { checkInstruction } from '../core/prompt/instruction.ts';
import { promptSegments, segmentTokenCount } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import { candidateCount, candidateOfImage, shownImages, type Task } from '../core/task.ts';
import { checkKeyValueRoom } from './checkKeyValueRoom.ts';
import type { IdentifiedImage } from './imageEmbedder.ts';
import type { ScoringModel } from './scoringModel.ts';

/** The source, if the model's task has one, then the distinct candidates. */
export interface JobRequest {
  readonly images: readonly IdentifiedImage[];
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
  /** Default true. False: each prompt on its own from its first patch, to compare with; nothing is remembered. */
  readonly reuse?: boolean | undefined;
}

/** The vision tower's cost of an image, in decoder tokens for each of its tokens: four patches, a tenth of the weights. */
const VISION_COST = 0.4;

/** A request made ready for a model: its plan, and how far it is. */
export class ScoringJob {
  readonly model: ScoringModel;
  readonly images: readonly IdentifiedImage[];
  readonly plan: readonly PlanNode[];
  readonly signal: AbortSignal | undefined;
  /** Tokens of each image. */
  readonly #tokenCounts: readonly number[];
  readonly #reuse: boolean;
  readonly #onStep: ScoreImagesHooks['onStep'];
  readonly #total: number;
  #done = 0;

  /** Throws the errors of the instruction, of the package's prompts and of the memory budget. */
  constructor(model: ScoringModel, request: JobRequest, { signal, onStep, reuse = true }: ScoreImagesHooks) {
    this.model = model;
    this.images = request.images;
    this.signal = signal;
    this.#reuse = reuse;
    this.#onStep = onStep;
    this.#tokenCounts = request.images.map((image) => imageTokenCount(model, image));
    this.plan = (reuse ? planScoring : planWithoutReuse)(planPrompts(model, request), this.#tokenCounts);
    checkKeyValueRoom(model, this.plan);
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

  /** Embeddings of images by their index, each as `VisionTower.embed` gives it. */
  embedImages(images: readonly number[]): Promise<Float32Array[]> {
    const { imageEmbedder, vision } = this.model;
    const hooks = {
      signal: this.signal,
      onRun: (run: number, share: number) => this.#beginVision(images[run] ?? run, share),
    };
    const wanted = images.flatMap((image) => this.images.slice(image, image + 1));
    return this.#reuse ? imageEmbedder.embed(wanted, hooks) : vision.embed(wanted, hooks);
  }

  /** The name under which a node's keys and values are remembered from one request to the next: a root's that has children. */
  rememberedPrefix({ start, children, segments }: PlanNode): string | undefined {
    if (!this.#reuse || start > 0 || children.length === 0) return undefined;
    return JSON.stringify(
      segments.map((segment) => (segment.kind === 'image' ? this.images[segment.image]?.identity : segment.ids)),
    );
  }

  /** A step of the vision tower begins, `share` of what there is to do for `image`. */
  #beginVision(image: number, share: number): void {
    this.#begin('vision', candidateOfImage(this.model.manifest.task, image));
    this.#done += share * VISION_COST * (this.#tokenCounts[image] ?? 0);
  }

  /** A step of the decoder begins, `share` of what there is to do for `node`. */
  beginLanguage(node: PlanNode, share = 1): void {
    this.#begin('language', candidateOf(node, this.model.manifest.task));
    this.#done += share * node.tokenCount;
  }

  /** All that there is to do for `node` was done before. */
  skip(node: PlanNode): void {
    this.#done += node.tokenCount + VISION_COST * imageTokensOf(node, this.#tokenCounts);
  }

  #begin(stage: ScoreStep['stage'], candidate: number | undefined): void {
    this.#onStep?.({ stage, candidate, done: this.#done, total: this.#total });
  }
}

function imageTokenCount({ manifest }: ScoringModel, { gridHeight, gridWidth }: IdentifiedImage): number {
  return (gridHeight * gridWidth) / manifest.imageProcessor.mergeSize ** 2;
}

/** Every prompt of every candidate. */
function planPrompts({ manifest, tokenizer }: ScoringModel, { images, instruction }: JobRequest): ScoringPrompt[] {
  checkInstruction(instruction, tokenizer.specialTokens);
  const encoded = manifest.prompts.map((prompt) =>
    tokenizer.encode(renderPrompt(prompt, manifest.task, instruction, tokenizer.renderChat)),
  );
  const candidates = [...Array(candidateCount(manifest.task, images.length)).keys()];
  return candidates.flatMap((candidate) =>
    encoded.map((ids, head) => ({
      candidate,
      head,
      segments: promptSegments(ids, manifest.tokenizer, shownImages(manifest.task, candidate)),
    })),
  );
}

function countImageTokens(plan: readonly PlanNode[], tokenCounts: readonly number[]): number {
  return [...planNodes(plan)].reduce((sum, node) => sum + imageTokensOf(node, tokenCounts), 0);
}

function imageTokensOf({ segments }: PlanNode, tokenCounts: readonly number[]): number {
  const images = segments.filter((segment) => segment.kind === 'image');
  return images.reduce((sum, segment) => sum + segmentTokenCount(segment, tokenCounts), 0);
}

/** The candidate that a node works for; undefined for what all share. */
function candidateOf(node: PlanNode, task: Task): number | undefined {
  if (node.reads) return node.reads.candidate;
  const images = node.segments.flatMap((segment) => (segment.kind === 'image' ? [segment.image] : []));
  const last = images.at(-1);
  return last === undefined ? undefined : candidateOfImage(task, last);
}
