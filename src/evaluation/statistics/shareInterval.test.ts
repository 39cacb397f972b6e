import { describe, expect, it } from 'vitest';
import { shareInterval } from './shareInterval.ts';

function values(...counts: readonly (readonly [value: number, count: number])[]): number[] {
  return counts.flatMap(([value, count]) => Array.from({ length: count }, () => value));
}

describe('shareInterval', () => {
  it("is Wilson's for wins and losses", () => {
    // By hand: the middle is (0.7 + 0.09604) / 1.19207, half the width 1.96 * sqrt(0.0105 + 0.0024) / 1.19207.
    const { low = NaN, high = NaN } = shareInterval(values([1, 14], [0, 6])) ?? {};
    expect(low).toBeCloseTo(0.481, 3);
    expect(high).toBeCloseTo(0.855, 3);
  });

  it('is narrower where values are nearer to each other', () => {
    // The same mean, and a quarter of the variance: four times as many trials.
    const near = shareInterval(values([0.75, 10], [0.25, 10]));
    expect(near).toEqual(shareInterval(values([1, 40], [0, 40])));
  });

  it('has a width for wins alone and for ties alone', () => {
    // 1 / (1 + 3.8415 / 4)
    expect(shareInterval([1, 1, 1, 1])).toEqual({ low: expect.closeTo(0.5101, 4), high: expect.closeTo(1, 12) });
    expect(shareInterval([0.5, 0.5, 0.5])).toEqual({ low: expect.closeTo(0.125, 3), high: expect.closeTo(0.875, 3) });
  });

  it('is none of nothing', () => expect(shareInterval([])).toBeUndefined());
});
