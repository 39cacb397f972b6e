import { describe, expect, it } from 'vitest';
import type { Segment } from '../prompt/promptSegments.ts';
import {
  countTokens,
  planScoring,
  planWithoutReuse,
  walkPlan,
  type PlanNode,
  type ScoringPrompt,
} from './scoringPlan.ts';

const system: Segment = { kind: 'tokens', ids: [1, 2, 3] };
const between: Segment = { kind: 'tokens', ids: [4] };
const image = (index: number): Segment => ({ kind: 'image', image: index });
const texts: Segment[] = [
  { kind: 'tokens', ids: [5, 6, 99] },
  { kind: 'tokens', ids: [5, 7, 8, 9, 99] },
];
/** Source, then two edits. */
const imageTokenCounts = [10, 20, 30];

function prompt(candidate: number, head: number, edited = candidate + 1): ScoringPrompt {
  const text = texts[head];
  if (text === undefined) throw new RangeError(`No text for head ${head}.`);
  return { candidate, head, segments: [system, image(0), between, image(edited), text] };
}

const bothCandidates = [prompt(0, 0), prompt(0, 1), prompt(1, 0), prompt(1, 1)];

function leaf(candidate: number, head: number, start: number): PlanNode {
  const segments = texts.slice(head, head + 1);
  return { segments, tokenCount: head === 0 ? 3 : 5, start, reads: { candidate, head }, children: [] };
}

/** `c1h0` for a leaf; its start and own tokens for an inner node. */
function name(node: PlanNode): string {
  return node.reads ? `c${node.reads.candidate}h${node.reads.head}` : `${node.start}+${node.tokenCount}`;
}

describe('planScoring', () => {
  it('shares the source among candidates, and each candidate between its prompts', () => {
    const expected: PlanNode[] = [
      {
        segments: [system, image(0)],
        tokenCount: 13,
        start: 0,
        reads: undefined,
        children: [
          {
            segments: [between, image(1)],
            tokenCount: 21,
            start: 13,
            reads: undefined,
            children: [leaf(0, 0, 34), leaf(0, 1, 34)],
          },
          {
            segments: [between, image(2)],
            tokenCount: 31,
            start: 13,
            reads: undefined,
            children: [leaf(1, 0, 44), leaf(1, 1, 44)],
          },
        ],
      },
    ];
    expect(planScoring(bothCandidates, imageTokenCounts)).toEqual(expected);
  });

  it('gives a candidate the same nodes with others and alone', () => {
    const [together] = planScoring(bothCandidates, imageTokenCounts);
    const [alone] = planScoring([prompt(1, 0), prompt(1, 1)], imageTokenCounts);
    expect(alone).toEqual({ ...together, children: together?.children.slice(1) });
  });

  it('does not depend on the order in which prompts come', () => {
    const byHead = [prompt(0, 0), prompt(1, 0), prompt(0, 1), prompt(1, 1)];
    expect(planScoring(byHead, imageTokenCounts)).toEqual(planScoring(bothCandidates, imageTokenCounts));
  });

  it('keeps a leaf for each of two candidates with one image', () => {
    const [root] = planScoring([prompt(0, 0, 1), prompt(1, 0, 1)], imageTokenCounts);
    expect(root?.children).toEqual([
      {
        segments: [between, image(1)],
        tokenCount: 21,
        start: 13,
        reads: undefined,
        children: [leaf(0, 0, 34), leaf(1, 0, 34)],
      },
    ]);
  });

  it('shares nothing behind different system texts', () => {
    const other: ScoringPrompt = { candidate: 1, head: 0, segments: [between, image(0), texts[0] ?? between] };
    expect(planScoring([prompt(0, 0), other], imageTokenCounts).map((root) => root.tokenCount)).toEqual([13, 11]);
  });

  it('plans nothing for no prompts', () => {
    expect(planScoring([], imageTokenCounts)).toEqual([]);
  });
});

describe('planWithoutReuse', () => {
  it('gives each prompt a node of its own', () => {
    expect(planWithoutReuse([prompt(0, 0), prompt(1, 1)], imageTokenCounts)).toEqual([
      { segments: prompt(0, 0).segments, tokenCount: 37, start: 0, reads: { candidate: 0, head: 0 }, children: [] },
      { segments: prompt(1, 1).segments, tokenCount: 49, start: 0, reads: { candidate: 1, head: 1 }, children: [] },
    ]);
  });
});

describe('countTokens', () => {
  it('counts shared tokens once', () => {
    expect(countTokens(planScoring(bothCandidates, imageTokenCounts))).toBe(13 + 21 + 31 + 2 * (3 + 5));
    expect(countTokens(planWithoutReuse(bothCandidates, imageTokenCounts))).toBe(37 + 39 + 47 + 49);
  });
});

describe('walkPlan', () => {
  it('prefills parents first, and releases them once their last child is prefilled', () => {
    const steps = [...walkPlan(planScoring(bothCandidates, imageTokenCounts))];
    expect(steps.map(({ type, node }) => (type === 'prefill' ? '' : '<') + name(node))).toEqual([
      '0+13',
      '13+21',
      'c0h0',
      'c0h1',
      '<13+21',
      '13+31',
      '<0+13',
      'c1h0',
      'c1h1',
      '<13+31',
    ]);
  });

  it('names the parent whose tokens a node follows', () => {
    const parents = [...walkPlan(planScoring([prompt(0, 0)], imageTokenCounts))].flatMap((step) =>
      step.type === 'prefill' ? [step.parent && name(step.parent)] : [],
    );
    expect(parents).toEqual([undefined, '0+13', '13+21']);
  });
});
