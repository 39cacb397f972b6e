import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { keyValueBytesPerLayer, peakHeldTokens } from './keyValueBytes.ts';
import { planScoring, planWithoutReuse, type PlannedImages, type ScoringPrompt } from './scoringPlan.ts';

/** Two tokens, a source of 10, an edit of 20, and a text of 3 tokens for each of the model's prompts. */
function prompts(candidates: number, promptCount = 2): ScoringPrompt[] {
  return Array.from({ length: candidates * promptCount }, (_, index) => {
    const candidate = Math.floor(index / promptCount);
    return {
      candidate,
      prompt: index % promptCount,
      segments: [
        { kind: 'tokens', ids: [1, 2] },
        { kind: 'image', image: 0 },
        { kind: 'image', image: candidate + 1 },
        { kind: 'tokens', ids: [3, 4, 5] },
      ],
    };
  });
}

function images(candidates: number): PlannedImages {
  const edits = Array.from({ length: candidates }, () => ({ rows: 4, columns: 5 }));
  return { grids: [{ rows: 2, columns: 5 }, ...edits], positions: 'plain' };
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
      peakHeldTokens(planScoring(prompts(candidates), images(candidates))),
    );
    expect(peaks).toEqual([12 + 32, 12 + 32, 12 + 32, 12 + 32]);
  });

  it('does not count what leaves compute', () => {
    expect(peakHeldTokens(planWithoutReuse(prompts(3), images(3)))).toBe(0);
    expect(peakHeldTokens(planScoring(prompts(1, 1), images(1)))).toBe(12 + 32);
  });

  it('is released before what comes after it', () => {
    // Two sources of 10 tokens in one plan: the second tree starts when nothing is left of the first.
    const other = prompts(1).map((prompt) => ({ ...prompt, segments: prompt.segments.toReversed() }));
    const both = peakHeldTokens(planScoring([...prompts(1), ...other], images(1)));
    expect(both).toBe(Math.max(12 + 32, 23 + 33));
  });
});
