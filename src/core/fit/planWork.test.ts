import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { plannedImages } from '../plan/plannedImages.ts';
import { planScoring, planWithoutReuse, type ScoringPrompt } from '../plan/scoringPlan.ts';
import type { Segment } from '../prompt/promptSegments.ts';
import { fitManifest } from '../../testing/fitManifest.ts';
import { flopsPerCandidate, planWork } from './planWork.ts';

const FLOAT_BYTES = 4;

function tokens(count: number, id: number): Segment {
  return { kind: 'tokens', ids: Array<number>(count).fill(id) };
}

/** Prompts of `candidates` with `before` tokens, the source, two tokens, the edit, and a text for each of the model's prompts. */
function promptsOf(candidates: number, before: number, texts: readonly number[]): ScoringPrompt[] {
  return Array.from({ length: candidates }).flatMap((_, candidate) =>
    texts.map((count, prompt) => ({
      candidate,
      prompt,
      segments: [
        tokens(before, 1),
        { kind: 'image', image: 0 },
        tokens(2, 2),
        { kind: 'image', image: candidate + 1 },
        tokens(count, 3 + prompt),
      ],
    })),
  );
}

describe('planWork', () => {
  it('adds up the nodes of a plan', () => {
    const images = Array.from({ length: 3 }, () => ({ gridHeight: 8, gridWidth: 8 }));
    const planned = plannedImages(fitManifest(), images);
    const prompts = promptsOf(2, 0, [10, 20]);
    // Source 0..16, edits 16..34, texts from 34. Each decoder run as in flops.test.ts, worked out the same way:
    // source 3 * (64000 + 12288) + 3072 + 3808 + 768; edit 3 * (72000 + 29376) + 3456 + 3808 + 1632;
    // texts 3 * (40000 + 21120) + 1920 + 3808 + 2112 and 3 * (80000 + 51840) + 3840 + 3808 + 2592.
    expect(planWork(fitManifest(), planScoring(prompts, planned), images)).toEqual({
      imageRuns: 3,
      tokens: 16 + 2 * (18 + 10 + 20),
      visionFlops: 3 * 317440,
      decoderFlops: 236512 + 2 * (313024 + 191200 + 405760),
    });
    expect(planWork(fitManifest(), planWithoutReuse(prompts, planned), images)).toMatchObject({
      imageRuns: 8,
      tokens: 2 * (16 + 18 + 10 + 16 + 18 + 20),
      visionFlops: 8 * 317440,
    });
  });
});

/** Qwen2.5-VL-7B as EditReward has it, in fp32: the lengths of its weights are what is counted from. */
function sevenBillion(): Manifest {
  const visionBlock = 4 * 1280 ** 2 + 3 * 1280 * 3420;
  const vision = 32 * visionBlock + 588 * 1280 + 5120 * (5120 + 3584);
  const decoder = 28 * (2 * 3584 ** 2 + 2 * 3584 * 512 + 3 * 3584 * 18944);
  return {
    dtype: 'fp32',
    imageProcessor: { patchSize: 14, mergeSize: 2 },
    vision: {
      depth: 32,
      hiddenSize: 1280,
      outHiddenSize: 3584,
      windows: { size: 112, fullAttentionBlocks: [7, 15, 23, 31] },
    },
    text: {
      numLayers: 28,
      hiddenSize: 3584,
      numHeads: 28,
      numKeyValueHeads: 4,
      headDim: 128,
      positions: { kind: 'plain' },
    },
    sessions: [
      { role: 'vision', externalData: ['vision'] },
      { role: 'decoder', externalData: ['decoder'] },
    ],
    files: [
      { path: 'vision', byteLength: FLOAT_BYTES * vision },
      { path: 'decoder', byteLength: FLOAT_BYTES * decoder },
    ],
  } as unknown as Manifest;
}

const OFFICIAL_TOKENS_BEFORE = 15;
/** Of the official prompts with a short instruction. */
const OFFICIAL_TEXT_TOKENS = [401, 378];

describe('planWork of a 7B with the official prompts', () => {
  // On paper 29.6, 20.3 and 16.5 TFLOP a candidate, when the last layer is computed for every token.
  it.each([
    ['two full passes', 1, 29.17, planWithoutReuse],
    ['reuse', 1, 19.52, planScoring],
    ['reuse', 4, 15.93, planScoring],
  ] as const)('%s with %i candidates: %f TFLOP a candidate', (_name, candidates, expected, plan) => {
    const images = Array.from({ length: candidates + 1 }, () => ({ gridHeight: 32, gridWidth: 32 }));
    const prompts = promptsOf(candidates, OFFICIAL_TOKENS_BEFORE, OFFICIAL_TEXT_TOKENS);
    const manifest = sevenBillion();
    const work = planWork(manifest, plan(prompts, plannedImages(manifest, images)), images);
    expect((work.visionFlops + work.decoderFlops) / candidates / 1e12).toBeCloseTo(expected, 2);
  });
});

/** Of a request to a 7B with the official prompts. */
function officialFlops(candidates: number, plan: typeof planScoring): number {
  const images = Array.from({ length: candidates + 1 }, () => ({ gridHeight: 32, gridWidth: 32 }));
  const prompts = promptsOf(candidates, OFFICIAL_TOKENS_BEFORE, OFFICIAL_TEXT_TOKENS);
  const work = planWork(sevenBillion(), plan(prompts, plannedImages(sevenBillion(), images)), images);
  return work.visionFlops + work.decoderFlops;
}

it("adds one more candidate to a 7B's request, such as an occlusion, for half of what it takes from nothing", () => {
  const added = officialFlops(2, planScoring) - officialFlops(1, planScoring);
  expect(added / officialFlops(1, planWithoutReuse)).toBeCloseTo(0.505, 3);
});

describe('flopsPerCandidate', () => {
  it('adds up an image and two texts', () => {
    // 317440 for the image in the tower, 274144 in the decoder; texts of 10 and 20 tokens behind 32: 188224 and 399904.
    expect(flopsPerCandidate(fitManifest())).toBe(317440 + 274144 + 188224 + 399904);
  });

  it('counts a picture and its texts where there is no source', () => {
    // 317440 in the tower; 16 tokens from 0: 3 * (64000 + 12288) + 3072 + 3808 + 768; texts from 16:
    // 3 * (40000 + 12480) + 1920 + 3808 + 1248 and 3 * (80000 + 34560) + 3840 + 3808 + 1728.
    const task: Manifest['task'] = { images: [{ role: 'candidate' }], text: 'prompt' };
    expect(flopsPerCandidate({ ...fitManifest(), task })).toBe(317440 + 236512 + 164416 + 353056);
  });

  it('knows that a quantised weight takes less room', () => {
    const quantised = flopsPerCandidate(fitManifest('q4', 0.640625 / 4));
    expect(quantised).toBeCloseTo(flopsPerCandidate(fitManifest()), 6);
  });
});
