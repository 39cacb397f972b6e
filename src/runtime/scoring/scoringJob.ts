import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { decoderFlops, visionFlops } from '../../core/fit/flops.ts';
import type { CountedRequest } from '../../core/fit/nominalRequest.ts';
import { planWork } from '../../core/fit/planWork.ts';
import { plannedImages } from '../../core/plan/plannedImages.ts';
import { planScoring, planWithoutReuse, type PlannedImages, type PlanNode } from '../../core/plan/scoringPlan.ts';
import { groupBy } from '../../core/groupBy.ts';
import { hasSource, type Task } from '../../core/task.ts';
import { checkRoom } from './checkRoom.ts';
import type { WaitingNode } from '../model/decoder.ts';
import type { IdentifiedImage } from '../model/imageEmbedder.ts';
import { planPrompts, type PromptedCandidate } from './planPrompts.ts';
import { prepareNode, type NodeSources } from './prepareNode.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import type { EmbeddedImage } from '../model/visionTower.ts';

export interface JobCandidate extends PromptedCandidate {
  readonly image: IdentifiedImage;
}

/** Distinct candidates, and what they are judged by. Some may show one image, with another text each. */
export interface JobRequest {
  readonly source: IdentifiedImage | undefined;
  readonly candidates: readonly JobCandidate[];
  readonly instruction: string;
}

/** Where the work stands. `done` and `total` count floating-point operations. */
export interface ScoreStep {
  readonly stage: 'vision' | 'language';
  /** Its key; undefined for the source. */
  readonly candidate: number | undefined;
  readonly done: number;
  readonly total: number;
}

export interface ScoreImagesHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: ScoreStep) => void) | undefined;
  /**
   * Hears of what the heads read of a candidate, by its key: the hidden state [hidden] at the reward token of every prompt,
   * before its score comes. Nothing is computed for it.
   */
  readonly onStates?: ((candidate: number, states: readonly Float32Array[]) => void) | undefined;
  /** Default true. False: each prompt on its own from its first patch, to compare with; nothing is remembered. */
  readonly reuse?: boolean | undefined;
}

/** An image of a request, and the key of the first candidate that shows it; undefined for the source. */
interface RequestImage {
  readonly image: IdentifiedImage;
  readonly owner: number | undefined;
}

/** A request made ready for a model: its plan, and how far it is. */
export class ScoringJob {
  readonly model: ScoringModel;
  readonly plan: readonly PlanNode[];
  /** What its costs are counted from. */
  readonly counted: CountedRequest;
  readonly signal: AbortSignal | undefined;
  /** As the plan's segments name them: the source first, if the model's task has one. */
  readonly #images: readonly RequestImage[];
  readonly #planned: PlannedImages;
  readonly #reuse: boolean;
  readonly #onStep: ScoreImagesHooks['onStep'];
  readonly #onStates: ScoreImagesHooks['onStates'];
  readonly #total: number;
  #done = 0;

  /** Throws the errors of the instruction, of the package's prompts and of the memory budget. */
  constructor(model: ScoringModel, request: JobRequest, { signal, onStep, onStates, reuse = true }: ScoreImagesHooks) {
    this.model = model;
    this.signal = signal;
    this.#reuse = reuse;
    this.#onStep = onStep;
    this.#onStates = onStates;
    const places = placesOf(request.candidates);
    this.#images = requestImages(model.manifest.task, request);
    const images = this.#images.map(({ image }) => image);
    this.#planned = plannedImages(model.manifest, images);
    this.plan = (reuse ? planScoring : planWithoutReuse)(planPrompts(model, { ...request, places }), this.#planned);
    this.counted = { plan: this.plan, images };
    checkRoom(model, this.counted);
    const work = planWork(model.manifest, this.plan, images);
    this.#total = work.visionFlops + work.decoderFlops;
  }

  /** By the numbers that the plan gives them. */
  get images(): readonly IdentifiedImage[] {
    return this.#images.map(({ image }) => image);
  }

  /** All images of the request, by the numbers that the plan gives them. */
  imageNumbers(): number[] {
    return [...this.#images.keys()];
  }

  /** A node as the decoder takes it; `embedImage` embeds one of its images. */
  prepareNode(node: PlanNode, embedImage: NodeSources['embedImage']): Promise<WaitingNode> {
    return prepareNode(node, { embedding: this.model.embedding, images: this.#planned, embedImage });
  }

  /** Embeds images by their numbers. */
  embedImages(images: readonly number[]): Promise<EmbeddedImage[]> {
    const { imageEmbedder, vision } = this.model;
    const hooks = {
      signal: this.signal,
      onRun: (run: number, share: number) => this.#beginVision(at(images, run), share),
    };
    const wanted = images.map((image) => at(this.#images, image).image);
    return this.#reuse ? imageEmbedder.embed(wanted, hooks) : vision.embed(wanted, hooks);
  }

  /**
   * The name under which a node's keys and values are remembered from one request to the next. Only a root with
   * children has one.
   */
  rememberedPrefix({ start, children, segments }: PlanNode): string | undefined {
    if (!this.#reuse || start > 0 || children.length === 0) return undefined;
    return JSON.stringify(
      segments.map((segment) =>
        segment.kind === 'image' ? at(this.#images, segment.image).image.identity : segment.ids,
      ),
    );
  }

  /** All such names, in the order of a walk. */
  rememberedPrefixes(): string[] {
    return this.plan.map((root) => this.rememberedPrefix(root)).filter((prefix) => prefix !== undefined);
  }

  /** A step of the vision tower begins, `share` of what there is to do for `image`. */
  #beginVision(image: number, share: number): void {
    this.#begin('vision', at(this.#images, image).owner);
    this.#done += share * this.#imageCost(image);
  }

  /** A step of the decoder begins, `share` of what there is to do for `node`. */
  beginLanguage(node: PlanNode, share = 1): void {
    this.#begin('language', this.#ownerOf(node));
    this.#done += share * decoderFlops(this.model.manifest, node);
  }

  /** The heads are about to read a candidate's states. */
  tellStates(candidate: number, states: readonly Float32Array[]): void {
    this.#onStates?.(candidate, states);
  }

  /** All that there is to do for `node` was done before. */
  skip(node: PlanNode): void {
    const images = node.segments.flatMap((segment) => (segment.kind === 'image' ? [segment.image] : []));
    const cost = decoderFlops(this.model.manifest, node);
    this.#done += images.reduce((sum, image) => sum + this.#imageCost(image), cost);
  }

  #imageCost(image: number): number {
    return visionFlops(this.model.manifest, at(this.#images, image).image);
  }

  #begin(stage: ScoreStep['stage'], candidate: number | undefined): void {
    this.#onStep?.({ stage, candidate, done: this.#done, total: this.#total });
  }

  /** The candidate that a node works for; undefined for what all share. */
  #ownerOf({ reads, segments }: PlanNode): number | undefined {
    if (reads) return reads.candidate;
    const last = segments.findLast((segment) => segment.kind === 'image');
    return last && at(this.#images, last.image).owner;
  }
}

/** By candidate, the place of its image among the distinct ones. */
function placesOf(candidates: readonly JobCandidate[]): number[] {
  const places = new Map<string, number>();
  return candidates.map(({ image: { identity } }) => {
    const place = places.get(identity) ?? places.size;
    places.set(identity, place);
    return place;
  });
}

function requestImages(task: Task, { source, candidates }: JobRequest): RequestImage[] {
  const groups = groupBy(candidates, ({ image }) => image.identity).values();
  const owned = [...groups].map((group) => ({ image: at(group, 0).image, owner: at(group, 0).key }));
  if (!hasSource(task)) return owned;
  return [
    { image: defined(source, 'The model judges edits of a source, and there is none.'), owner: undefined },
    ...owned,
  ];
}
