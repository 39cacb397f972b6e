import { describe, expect, it } from 'vitest';
import { at } from '../at.ts';
import type { Segment } from '../prompt/promptSegments.ts';
import {
  planScoring,
  planWithoutReuse,
  walkPlan,
  type PlanNode,
  type PlannedImages,
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
const images: PlannedImages = {
  grids: [
    { rows: 2, columns: 5 },
    { rows: 5, columns: 4 },
    { rows: 5, columns: 6 },
  ],
  positions: 'plain',
};

function prompt(candidate: number, index: number, edited = candidate + 1): ScoringPrompt {
  return { candidate, prompt: index, segments: [system, image(0), between, image(edited), at(texts, index)] };
}

const bothCandidates = [prompt(0, 0), prompt(0, 1), prompt(1, 0), prompt(1, 1)];

function leaf(candidate: number, index: number, start: number, position = start): PlanNode {
  const tokenCount = index === 0 ? 3 : 5;
  const reads = { candidate, prompt: index };
  return { segments: [at(texts, index)], tokenCount, start, position, reads, children: [] };
}

/** A prompt that shows a picture alone. */
function promptOf(candidate: number, shown: number, index: number): ScoringPrompt {
  return { candidate, prompt: 0, segments: [system, image(shown), at(texts, index)] };
}

function placeOf({ start, position }: PlanNode) {
  return [start, position];
}

/** `c1p0` for a leaf; its start and own tokens for an inner node. */
function name(node: PlanNode): string {
  return node.reads ? `c${node.reads.candidate}p${node.reads.prompt}` : `${node.start}+${node.tokenCount}`;
}

describe('planScoring', () => {
  it('shares the source among candidates, and each candidate between its prompts', () => {
    const expected: PlanNode[] = [
      {
        segments: [system, image(0)],
        tokenCount: 13,
        start: 0,
        position: 0,
        reads: undefined,
        children: [
          {
            segments: [between, image(1)],
            tokenCount: 21,
            start: 13,
            position: 13,
            reads: undefined,
            children: [leaf(0, 0, 34), leaf(0, 1, 34)],
          },
          {
            segments: [between, image(2)],
            tokenCount: 31,
            start: 13,
            position: 13,
            reads: undefined,
            children: [leaf(1, 0, 44), leaf(1, 1, 44)],
          },
        ],
      },
    ];
    expect(planScoring(bothCandidates, images)).toEqual(expected);
  });

  it('gives a candidate the same nodes with others and alone', () => {
    const [together] = planScoring(bothCandidates, images);
    const [alone] = planScoring([prompt(1, 0), prompt(1, 1)], images);
    expect(alone).toEqual({ ...together, children: together?.children.slice(1) });
  });

  it('does not depend on the order in which prompts come', () => {
    const byHead = [prompt(0, 0), prompt(1, 0), prompt(0, 1), prompt(1, 1)];
    expect(planScoring(byHead, images)).toEqual(planScoring(bothCandidates, images));
  });

  it('keeps a leaf for each of two candidates with one image', () => {
    const [root] = planScoring([prompt(0, 0, 1), prompt(1, 0, 1)], images);
    expect(root?.children).toEqual([
      {
        segments: [between, image(1)],
        tokenCount: 21,
        start: 13,
        position: 13,
        reads: undefined,
        children: [leaf(0, 0, 34), leaf(1, 0, 34)],
      },
    ]);
  });

  it('shares nothing behind different system texts', () => {
    const other: ScoringPrompt = { candidate: 1, prompt: 0, segments: [between, image(0), at(texts, 0)] };
    expect(planScoring([prompt(0, 0), other], images).map((root) => root.tokenCount)).toEqual([13, 11]);
  });

  it('goes on after the longer side of each image where images have rows and columns', () => {
    const [root] = planScoring(bothCandidates, { ...images, positions: 'mrope' });
    expect(root && placeOf(root)).toEqual([0, 0]);
    expect(root?.children.map(placeOf)).toEqual([
      [13, 3 + 5],
      [13, 3 + 5],
    ]);
    expect(root?.children.flatMap(({ children }) => children)).toEqual([
      leaf(0, 0, 34, 8 + 1 + 5),
      leaf(0, 1, 34, 8 + 1 + 5),
      leaf(1, 0, 44, 8 + 1 + 6),
      leaf(1, 1, 44, 8 + 1 + 6),
    ]);
  });

  it('shares a picture between the prompts that show it alone, and nothing between pictures', () => {
    const roots = planScoring([promptOf(0, 0, 0), promptOf(1, 0, 1), promptOf(2, 1, 0)], images);
    expect(roots.map((root) => [name(root), root.children.map(name)])).toEqual([
      ['0+13', ['c0p0', 'c1p0']],
      ['0+23', ['c2p0']],
    ]);
  });

  it('plans nothing for no prompts', () => {
    expect(planScoring([], images)).toEqual([]);
  });
});

describe('planWithoutReuse', () => {
  it('gives each prompt a node of its own', () => {
    expect(planWithoutReuse([prompt(0, 0), prompt(1, 1)], images)).toEqual([
      {
        segments: prompt(0, 0).segments,
        tokenCount: 37,
        start: 0,
        position: 0,
        reads: { candidate: 0, prompt: 0 },
        children: [],
      },
      {
        segments: prompt(1, 1).segments,
        tokenCount: 49,
        start: 0,
        position: 0,
        reads: { candidate: 1, prompt: 1 },
        children: [],
      },
    ]);
  });
});

describe('walkPlan', () => {
  it('prefills parents first, and releases them once their last child is prefilled', () => {
    const steps = [...walkPlan(planScoring(bothCandidates, images))];
    expect(steps.map(({ type, node }) => (type === 'prefill' ? '' : '<') + name(node))).toEqual([
      '0+13',
      '13+21',
      'c0p0',
      'c0p1',
      '<13+21',
      '13+31',
      '<0+13',
      'c1p0',
      'c1p1',
      '<13+31',
    ]);
  });

  it('names the parent whose tokens a node follows', () => {
    const parents = [...walkPlan(planScoring([prompt(0, 0)], images))].flatMap((step) =>
      step.type === 'prefill' ? [step.parent && name(step.parent)] : [],
    );
    expect(parents).toEqual([undefined, '0+13', '13+21']);
  });
});
