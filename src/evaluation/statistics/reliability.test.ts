import { describe, expect, it } from 'vitest';
import { reliability } from './reliability.ts';
import { wilsonInterval } from './wilsonInterval.ts';

function stated(...list: (readonly [number, number])[]) {
  return list.map(([chance, outcome]) => ({ chance, outcome }));
}

describe('reliability', () => {
  it('compares stated chances with what came, bin by bin', () => {
    const { bins, calibrationError, brier } = reliability(stated([0.1, 0], [0.3, 1], [0.9, 1], [1, 1]), 2);
    expect(bins).toEqual([
      { count: 2, chance: 0.2, outcome: 0.5, interval: wilsonInterval(0.5, 2) },
      { count: 2, chance: 0.95, outcome: 1, interval: wilsonInterval(1, 2) },
    ]);
    // (2 * 0.3 + 2 * 0.05) / 4; (0.01 + 0.49 + 0.01 + 0) / 4.
    expect(calibrationError).toBeCloseTo(0.175, 12);
    expect(brier).toBeCloseTo(0.1275, 12);
  });

  it('leaves empty bins out and takes ties as half an event', () => {
    const { bins, calibrationError } = reliability(stated([0.5, 0.5]));
    expect(bins).toMatchObject([{ count: 1, chance: 0.5, outcome: 0.5 }]);
    expect(calibrationError).toBe(0);
  });

  it('has no figures for nothing', () => {
    expect(reliability([])).toEqual({ bins: [], calibrationError: undefined, brier: undefined });
  });
});
