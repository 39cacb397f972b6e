import { describe, expect, it } from 'vitest';
import { scaleOf, scalePosition } from './rewardScale.ts';

describe('scaleOf', () => {
  it('holds all ends, with room below the lowest', () => {
    expect(scaleOf([3, -1, 1], 0.25)).toEqual({ low: -2, high: 3 });
  });

  it('is none where there is nothing to show', () => {
    expect(scaleOf([], 0.25)).toBeUndefined();
  });
});

describe('scalePosition', () => {
  it('runs from 0 to 1, and no further', () => {
    const scale = { low: -1, high: 3 };
    expect([-5, -1, 1, 3, 9].map((reward) => scalePosition(reward, scale))).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('is the far end where all rewards are one', () => {
    expect(scalePosition(2, { low: 2, high: 2 })).toBe(1);
  });
});
