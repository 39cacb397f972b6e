import { describe, expect, it } from 'vitest';
import { fitManifest } from '../../testing/fitManifest.ts';
import { decoderFlops, visionFlops } from './flops.ts';

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

describe('visionFlops of other towers', () => {
  const manifest = fitManifest();

  it('counts attention over the whole image in every block where there are no windows', () => {
    const { windows: _, ...vision } = manifest.vision;
    const whole = visionFlops({ ...manifest, vision }, { gridHeight: 8, gridWidth: 8 });
    expect(whole).toBe(75776 + 45056 + 3 * 131072);
  });

  it('counts a table of positions as read, and mergers of features by token', () => {
    // Of the 2000 weights 5 * 5 * 8 = 200 are the table, and an eighth merger part would be 1408 again: 2000 - 200 is too few
    // for two, so the blocks come out negative, which adds up all the same: 2 * 64 * (1800 - 2816) + 2 * 16 * 2816.
    const vision = { ...manifest.vision, positionTable: { side: 5 }, deepstack: { count: 1 } };
    const attention = 131072 + 65536;
    expect(visionFlops({ ...manifest, vision }, { gridHeight: 8, gridWidth: 8 })).toBe(
      2 * 64 * (1800 - 2816) + 2 * 16 * 2816 + attention,
    );
  });
});

describe('decoderFlops', () => {
  it('counts all layers but the last in full, and of that keys and values', () => {
    // 2000 weights a layer, 2 * 12 * 4 = 96 of them keys and values. Three layers: 2 * 16 * 2000 + 4 * 16 * 32 * 12 = 88576.
    // The last: 2 * 16 * 96 = 3072, 2 * 1904 = 3808, 4 * 32 * 12 = 1536.
    expect(decoderFlops(fitManifest(), { tokenCount: 16, start: 16 })).toBe(3 * 88576 + 3072 + 3808 + 1536);
  });
});
