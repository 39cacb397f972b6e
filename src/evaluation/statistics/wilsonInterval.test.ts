import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilsonInterval.ts';

describe('wilsonInterval', () => {
  // z^2 = 3.8415. 8 of 10: (0.8 + 0.192073 ± 1.96 sqrt(0.016 + 0.0096036)) / 1.384146. All of 4: 1 / (1 + z^2 / 4) and 1.
  it.each([
    [0.8, 10, 0.49016, 0.94332],
    [0.5, 1, 0.05462, 0.94538],
    [1, 4, 0.51011, 1],
    [0, 4, 0, 0.48989],
  ])('of a share of %f of %i', (share, count, low, high) => {
    expect(wilsonInterval(share, count)).toEqual({ low: expect.closeTo(low, 5), high: expect.closeTo(high, 5) });
  });
});
