import { describe, expect, it } from 'vitest';
import { HIDDEN } from './attentionMask.ts';
import { layoutWindows, patchPlaces } from './windowLayout.ts';

describe('patchPlaces', () => {
  it('keeps the patches of a merged token together', () => {
    expect(patchPlaces(2, 4, 2).map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ]);
  });
});

describe('layoutWindows', () => {
  it('fills a whole window by rows and hides nothing', () => {
    const layout = layoutWindows(patchPlaces(2, 2, 2), 2, 2);
    expect(layout.windowCount).toBe(1);
    expect([...layout.patchSlots]).toEqual([0, 1, 2, 3]);
    expect([...layout.windowSlots]).toEqual([0, 1, 2, 3]);
    expect(layout.windowMask.every((value) => value === 0)).toBe(true);
  });

  it('pads the partial window at the right edge and hides its empty slots from every query', () => {
    // 2 rows of 3 patches in windows of 2 x 2: the second window holds the last column alone.
    const places = [0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ row, column })));
    const layout = layoutWindows(places, 3, 2);
    expect(layout.windowCount).toBe(2);
    expect([...layout.patchSlots]).toEqual([0, 1, 4, 2, 3, 6]);
    expect([...layout.windowSlots]).toEqual([0, 1, 3, 4, 2, 0, 5, 0]);
    const [shown, hidden] = [0, HIDDEN];
    const row = [shown, hidden, shown, hidden];
    expect([...layout.windowMask.subarray(16)]).toEqual([...row, ...row, ...row, ...row]);
  });

  it('gives every patch a slot that leads back to it', () => {
    const { windowSlots, patchSlots, windowCount } = layoutWindows(patchPlaces(26, 42, 2), 42, 8);
    expect(windowCount).toBe(4 * 6);
    expect(new Set(patchSlots).size).toBe(26 * 42);
    expect([...patchSlots].every((slot, patch) => windowSlots[slot] === patch)).toBe(true);
  });
});
