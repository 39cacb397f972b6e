import { describe, expect, it } from 'vitest';
import { meanInterval, meanOf, studentQuantile } from './meanInterval.ts';

describe('studentQuantile', () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [9, 2.262],
    [19, 2.093],
    [120, 1.98],
  ])('of %i degrees of freedom is that of printed tables', (freedom, printed) => {
    expect(Math.abs(studentQuantile(freedom) / printed - 1)).toBeLessThan(0.002);
  });
});

describe('meanInterval', () => {
  it('is that of a textbook', () => {
    // Mean 3, variance 2.5, standard error sqrt(0.5), 4 degrees of freedom: 3 ± 2.776 * 0.7071.
    const { low = NaN, high = NaN } = meanInterval([1, 2, 3, 4, 5]) ?? {};
    expect(low).toBeCloseTo(1.037, 2);
    expect(high).toBeCloseTo(4.963, 2);
  });

  it('has no width for equal values, and there is none of one', () => {
    expect(meanInterval([2, 2, 2])).toEqual({ low: 2, high: 2 });
    expect(meanInterval([2])).toBeUndefined();
    expect(meanInterval([])).toBeUndefined();
  });
});

describe('meanOf', () => {
  it('refuses no values', () => expect(() => meanOf([])).toThrow(RangeError));
});
