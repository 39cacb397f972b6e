import { describe, expect, it } from 'vitest';
import type { Grade } from '../trainingSet.ts';
import { scoreScales, standardGrades } from './scoreScale.ts';

/** Two heads, of which the second gives nothing; mu and log sigma in turns. */
const OUTPUTS = [Float64Array.of(1, 0, 2, 0, 3, 0), new Float64Array(6)];
const SHARES = [0.5, 0.5];

function grades(scores: readonly number[], of: Grade['of']): Grade[] {
  return scores.map((score, picture) => ({ picture, score, of, source: 's' }));
}

describe('the scale of scores', () => {
  it('is the line of least squares through what the head gives', () => {
    // Through (1, 20), (2, 50), (3, 50): 10 + 15 mu.
    const scale = scoreScales(grades([20, 50, 50], 0), OUTPUTS, SHARES).get(0);
    expect(scale?.mean).toBeCloseTo(40, 12);
    expect(scale?.deviation).toBeCloseTo(Math.sqrt(200), 12);
    expect([scale?.factor, scale?.offset]).toEqual([expect.closeTo(15, 12), expect.closeTo(10, 12)]);
  });

  it('of the whole is that of the reward', () => {
    const scale = scoreScales(grades([2, 4, 6], 'overall'), OUTPUTS, SHARES).get('overall');
    expect([scale?.factor, scale?.offset]).toEqual([expect.closeTo(4, 12), expect.closeTo(0, 12)]);
  });

  it('makes standard scores, each of its own dimension', () => {
    const both = [...grades([20, 50, 50], 0), ...grades([1, 2, 3], 1)];
    const standard = standardGrades(both, scoreScales(both, OUTPUTS, SHARES)).map(({ score }) => score);
    const [low, high] = [-20 / Math.sqrt(200), 10 / Math.sqrt(200)];
    const wished = [low, high, high, -Math.sqrt(1.5), 0, Math.sqrt(1.5)];
    expect(standard).toEqual(wished.map((one) => expect.closeTo(one, 12)));
  });

  it('never turns the order around', () => {
    const opposite = grades([3, 2, 1], 0);
    expect(scoreScales(opposite, OUTPUTS, SHARES).get(0)).toMatchObject({ factor: 0, offset: 2 });
    const kept = scoreScales(opposite, OUTPUTS, SHARES, 0.1).get(0);
    expect(kept?.factor).toBeCloseTo(0.1, 12);
    expect(kept?.offset).toBeCloseTo(1.8, 12);
  });

  it('is finite where all scores, or all that the head gives, are alike', () => {
    expect(scoreScales(grades([5, 5, 5], 0), OUTPUTS, SHARES).get(0)).toEqual({
      mean: 5,
      deviation: 1,
      factor: 0,
      offset: 5,
    });
    expect(scoreScales(grades([1, 2, 3], 1), OUTPUTS, SHARES).get(1)).toMatchObject({ factor: 0, offset: 2 });
  });
});
