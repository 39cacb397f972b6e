import { describe, expect, it } from 'vitest';
import { fitManifest } from './fitManifest.ts';
import { decoderFlops, flopsPerCandidate, visionFlops } from './flops.ts';

describe('visionFlops', () => {
  it('counts weights by patch, the merger by token, and attention by window', () => {
    // Merger: 32 * (32 + 12) = 1408 of the 2000 weights. 2 * 64 * 592 + 2 * 16 * 1408 = 75776 + 45056.
    // Attention over 8: 4 * 64 * 64 * 8 = 131072 in the full block, 2 * 4 * 64 * 16 * 8 = 65536 in the others.
    expect(visionFlops(fitManifest(), { gridHeight: 8, gridWidth: 8 })).toBe(75776 + 45056 + 131072 + 65536);
  });

  it('counts the empty slots of partial windows', () => {
    // 2 * 6 patches stand in 1 * 2 windows of 16 slots. 2 * 12 * 592 + 2 * 3 * 1408 = 14208 + 8448.
    // 4 * 12 * 12 * 8 = 4608; 2 * 4 * 32 * 16 * 8 = 32768.
    expect(visionFlops(fitManifest(), { gridHeight: 2, gridWidth: 6 })).toBe(14208 + 8448 + 4608 + 32768);
  });
});

describe('decoderFlops', () => {
  it('counts all layers but the last in full, and of that keys and values', () => {
    // 2000 weights a layer, 2 * 12 * 4 = 96 of them keys and values. Three layers: 2 * 16 * 2000 + 4 * 16 * 32 * 12 = 88576.
    // The last: 2 * 16 * 96 = 3072, 2 * 1904 = 3808, 4 * 32 * 12 = 1536.
    expect(decoderFlops(fitManifest(), { tokenCount: 16, start: 16 })).toBe(3 * 88576 + 3072 + 3808 + 1536);
  });
});

describe('flopsPerCandidate', () => {
  it('adds up an image and two texts', () => {
    // 317440 for the image in the tower, 274144 in the decoder; texts of 10 and 20 tokens behind 32: 188224 and 399904.
    expect(flopsPerCandidate(fitManifest())).toBe(317440 + 274144 + 188224 + 399904);
  });

  it('knows that a quantised weight takes less room', () => {
    const quantised = flopsPerCandidate(fitManifest('q4', 0.640625 / 4));
    expect(quantised).toBeCloseTo(flopsPerCandidate(fitManifest()), 6);
  });
});
