import { describe, expect, it } from 'vitest';
import { niceStep } from './niceStep.ts';

describe('niceStep', () => {
  it.each([
    [10, 10, 1],
    [10, 9, 2],
    [3.1, 8, 0.5],
    [7, 5, 2],
    [100, 30, 5],
    [0.004, 4, 0.001],
    [9, 1, 10],
    [0, 5, 1],
  ])('in %f, at most %i: %f', (length, most, step) => expect(niceStep(length, most)).toBeCloseTo(step, 12));
});
