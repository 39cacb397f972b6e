import { segmentTokenCount, type Segment } from '../prompt/promptSegments.ts';

/** Where a reward belongs: an index into the request's candidates, and the number of the reward head. */
export interface RewardRead {
  readonly candidate: number;
  readonly head: number;
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
  /** Position of its first token in each sequence that runs through it. */
  readonly start: number;
  /** Set on leaves: the hidden state of the last token goes to this head. */
  readonly reads: RewardRead | undefined;
  readonly children: readonly PlanNode[];
}

/** A step of {@link walkPlan}. A node's KV is needed from its `enter` until its `leave`. */
export interface PlanStep {
  readonly type: 'enter' | 'leave';
  readonly node: PlanNode;
}

interface GrowingNode extends PlanNode {
  readonly children: GrowingNode[];
}

/**
 * The prefix tree of all prompts, so that what they share is prefilled once. It is cut right after each image and nowhere
 * else: how a candidate's tokens are grouped, and so its rounding, does not depend on the other candidates.
 * `imageTokenCounts` is indexed by image, as in {@link Segment}.
 */
export function planScoring(
  prompts: readonly ScoringPrompt[],
  imageTokenCounts: readonly number[],
): readonly PlanNode[] {
  const roots: GrowingNode[] = [];
  for (const prompt of prompts) addPrompt(roots, prompt, imageTokenCounts);
  return roots;
}

function addPrompt(roots: GrowingNode[], prompt: ScoringPrompt, imageTokenCounts: readonly number[]): void {
  const { shared, own } = cutAfterImages(prompt.segments);
  let level = roots;
  let start = 0;
  for (const segments of shared) {
    const node = findSame(level, segments) ?? append(level, planNode(segments, start, undefined, imageTokenCounts));
    level = node.children;
    start += node.tokenCount;
  }
  append(level, planNode(own, start, prompt, imageTokenCounts));
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

function findSame(level: readonly GrowingNode[], segments: readonly Segment[]): GrowingNode | undefined {
  const key = JSON.stringify(segments);
  return level.find((node) => node.reads === undefined && JSON.stringify(node.segments) === key);
}

function append(level: GrowingNode[], node: GrowingNode): GrowingNode {
  level.push(node);
  return node;
}

function planNode(
  segments: readonly Segment[],
  start: number,
  reads: RewardRead | undefined,
  imageTokenCounts: readonly number[],
): GrowingNode {
  const tokenCount = segments.reduce((sum, segment) => sum + segmentTokenCount(segment, imageTokenCounts), 0);
  return {
    segments,
    tokenCount,
    start,
    reads: reads && { candidate: reads.candidate, head: reads.head },
    children: [],
  };
}

/** Each prompt on its own, from its first token: what the official code computes. */
export function planWithoutReuse(
  prompts: readonly ScoringPrompt[],
  imageTokenCounts: readonly number[],
): readonly PlanNode[] {
  return prompts.map((prompt) => planNode(prompt.segments, 0, prompt, imageTokenCounts));
}

/** Tokens that the whole plan prefills. */
export function countTokens(plan: readonly PlanNode[]): number {
  return plan.reduce((sum, node) => sum + node.tokenCount + countTokens(node.children), 0);
}

/** Depth-first order: each node is entered after its parent, and left once all below it is done. */
export function* walkPlan(plan: readonly PlanNode[]): Generator<PlanStep, void, undefined> {
  for (const node of plan) {
    yield { type: 'enter', node };
    yield* walkPlan(node.children);
    yield { type: 'leave', node };
  }
}

/** Each node after its parent: the order in which {@link walkPlan} enters them. */
export function* planNodes(plan: readonly PlanNode[]): Generator<PlanNode, void, undefined> {
  for (const node of plan) {
    yield node;
    yield* planNodes(node.children);
  }
}
