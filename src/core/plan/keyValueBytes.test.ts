import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from './keyValueBytes.ts';
import { planScoring, planWithoutReuse, type ScoringPrompt } from './scoringPlan.ts';

/** Two tokens, a source of 10, an edit of 20, and a text of 3 tokens for each head. */
function prompts(candidates: number, heads = 2): ScoringPrompt[] {
  return Array.from({ length: candidates * heads }, (_, index) => {
    const candidate = Math.floor(index / heads);
    return {
      candidate,
      head: index % heads,
      segments: [
        { kind: 'tokens', ids: [1, 2] },
        { kind: 'image', image: 0 },
        { kind: 'image', image: candidate + 1 },
        { kind: 'tokens', ids: [3, 4, 5] },
      ],
    };
  });
}

function counts(candidates: number): number[] {
  return [10, ...Array<number>(candidates).fill(20)];
}

describe('keyValueBytesPerLayer', () => {
  it('counts keys and values of the heads that queries share', () => {
    const text = { numKeyValueHeads: 4, headDim: 128 } as Manifest['text'];
    expect(keyValueBytesPerLayer({ text, dtype: 'q4' })).toBe(2 * 4 * 128 * 4);
    expect(keyValueBytesPerLayer({ text, dtype: 'q4f16' })).toBe(2 * 4 * 128 * 2);
  });
});

describe('peakHeldTokens', () => {
  it('is the source, and source and edit together, however many candidates there are', () => {
    const peaks = [1, 2, 8, 1000].map((candidates) =>
      peakHeldTokens(planScoring(prompts(candidates), counts(candidates))),
    );
    expect(peaks).toEqual([12 + 32, 12 + 32, 12 + 32, 12 + 32]);
  });

  it('does not count what leaves compute', () => {
    expect(peakHeldTokens(planWithoutReuse(prompts(3), counts(3)))).toBe(0);
    expect(peakHeldTokens(planScoring(prompts(1, 1), counts(1)))).toBe(12 + 32);
  });

  it('is released before what comes after it', () => {
    // Two sources of 10 tokens in one plan: the second tree starts when nothing is left of the first.
    const other = prompts(1).map((prompt) => ({ ...prompt, segments: prompt.segments.toReversed() }));
    const both = peakHeldTokens(planScoring([...prompts(1), ...other], counts(1)));
    expect(both).toBe(Math.max(12 + 32, 23 + 33));
  });
});
