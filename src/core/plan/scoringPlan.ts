import { segmentSpan, segmentTokenCount, type PositionKind, type TokenGrid } from '../model/tokenPositions.ts';
import type { Segment } from '../prompt/promptSegments.ts';

/** Whose hidden state it is: an index into the request's candidates, and one into the model's prompts. */
export interface RewardRead {
  readonly candidate: number;
  readonly prompt: number;
}

/** One prompt of one candidate; its last token is the reward token. */
export interface ScoringPrompt extends RewardRead {
  readonly segments: readonly Segment[];
}

/** A stretch of tokens to prefill once, after its ancestors' and before its children's. */
export interface PlanNode {
  readonly segments: readonly Segment[];
  /** Tokens of this node alone. */
  readonly tokenCount: number;
  /** Tokens before its first one in each sequence that runs through it. */
  readonly start: number;
  /** Rotary position of its first token: `start`, unless an image before it takes fewer positions than it has tokens. */
  readonly position: number;
  /** Set on leaves: whose hidden state the last token's is. */
  readonly reads: RewardRead | undefined;
  readonly children: readonly PlanNode[];
}

/** A step of {@link walkPlan}. */
export type PlanStep =
  /** The node's tokens follow those of `parent`. Its KV is kept when it has children. */
  | { readonly type: 'prefill'; readonly node: PlanNode; readonly parent: PlanNode | undefined }
  /** All children of the node are prefilled, and each of them that has children holds the node's KV too. */
  | { readonly type: 'release'; readonly node: PlanNode };

interface GrowingNode extends PlanNode {
  readonly children: GrowingNode[];
}

/** What of a request's images a plan has to know. */
export interface PlannedImages {
  /** Indexed by image, as in {@link Segment}. */
  readonly grids: readonly TokenGrid[];
  readonly positions: PositionKind;
}

/**
 * The prefix tree of all prompts, so that shared beginnings are prefilled once. It is cut right after each image and
 * nowhere else. So the grouping of a candidate's tokens, and with it the rounding, does not depend on the other
 * candidates.
 */
export function planScoring(prompts: readonly ScoringPrompt[], images: PlannedImages): readonly PlanNode[] {
  const roots: GrowingNode[] = [];
  const inner = new Map<string, GrowingNode>();
  for (const prompt of prompts) addPrompt(roots, inner, prompt, images);
  return roots;
}

/** `inner` holds the tree's inner nodes by all that stands before their end. */
function addPrompt(
  roots: GrowingNode[],
  inner: Map<string, GrowingNode>,
  prompt: ScoringPrompt,
  images: PlannedImages,
): void {
  const { shared, own } = cutAfterImages(prompt.segments);
  let level = roots;
  let place = BEGINNING;
  let key = '';
  for (const segments of shared) {
    key += JSON.stringify(segments);
    const node = inner.get(key) ?? append(level, planNode(segments, place, undefined, images));
    inner.set(key, node);
    level = node.children;
    place = placeAfter(node, images);
  }
  append(level, planNode(own, place, prompt, images));
}

/** Where a node begins. */
type Place = Pick<PlanNode, 'start' | 'position'>;

const BEGINNING: Place = { start: 0, position: 0 };

function placeAfter(node: PlanNode, { grids, positions }: PlannedImages): Place {
  const span = sumOf(node.segments, (segment) => segmentSpan(segment, grids, positions));
  return { start: node.start + node.tokenCount, position: node.position + span };
}

function sumOf(segments: readonly Segment[], count: (segment: Segment) => number): number {
  return segments.reduce((sum, segment) => sum + count(segment), 0);
}

/** Pieces that end in an image, and what follows the last image. */
function cutAfterImages(segments: readonly Segment[]): { shared: Segment[][]; own: Segment[] } {
  const shared: Segment[][] = [];
  let own: Segment[] = [];
  for (const segment of segments) {
    own.push(segment);
    if (segment.kind !== 'image') continue;
    shared.push(own);
    own = [];
  }
  return { shared, own };
}

function append(level: GrowingNode[], node: GrowingNode): GrowingNode {
  level.push(node);
  return node;
}

function planNode(
  segments: readonly Segment[],
  { start, position }: Place,
  reads: RewardRead | undefined,
  { grids }: PlannedImages,
): GrowingNode {
  return {
    segments,
    tokenCount: sumOf(segments, (segment) => segmentTokenCount(segment, grids)),
    start,
    position,
    reads: reads && { candidate: reads.candidate, prompt: reads.prompt },
    children: [],
  };
}

/** Each prompt on its own, from its first token: what the official code computes. */
export function planWithoutReuse(prompts: readonly ScoringPrompt[], images: PlannedImages): readonly PlanNode[] {
  return prompts.map((prompt) => planNode(prompt.segments, BEGINNING, prompt, images));
}

/**
 * Depth-first order: each node after its parent. Keys and values are held only for the nodes on one path, and for none
 * that is used up.
 */
export function* walkPlan(plan: readonly PlanNode[], parent?: PlanNode): Generator<PlanStep, void, undefined> {
  for (const [index, node] of plan.entries()) {
    yield { type: 'prefill', node, parent };
    if (parent && index === plan.length - 1) yield { type: 'release', node: parent };
    yield* walkPlan(node.children, node);
  }
}

/** Each node after its parent: the order in which {@link walkPlan} prefills them. */
export function* planNodes(plan: readonly PlanNode[]): Generator<PlanNode, void, undefined> {
  for (const node of plan) {
    yield node;
    yield* planNodes(node.children);
  }
}

/** Tokens up to the node's end: those whose keys and values its children need. */
export function prefixLength({ start, tokenCount }: PlanNode): number {
  return start + tokenCount;
}
