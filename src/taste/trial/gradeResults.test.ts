import { expect, it } from 'vitest';
import { gradeResults, originalGradeResults } from './gradeResults.ts';

/** Two heads of two pictures; mu and log sigma in turns. */
const OUTPUTS = [Float64Array.of(1, 0, 3, 0), Float64Array.of(5, 0, 9, 0)];
const SCALES = new Map([[0, { mean: 20, deviation: 4, factor: 10, offset: 2 }]]);
const GRADE = { picture: 1, score: 30, source: 's' };

it('the original is judged at its best scale, and ordered by its own mu', () => {
  const [result] = originalGradeResults([{ ...GRADE, of: 0 }], OUTPUTS, [0.5, 0.5], SCALES);
  // 10 * 3 + 2 is 2 too high: half a deviation.
  expect(result).toEqual({ source: 's', of: 0, score: 30, mu: 3, predicted: 32, error: 0.25 });
});

it('heads that learned are judged as they are', () => {
  const [result] = gradeResults([{ ...GRADE, of: 0 }], OUTPUTS, [0.5, 0.5], SCALES);
  expect(result).toMatchObject({ mu: 3, predicted: 3, error: (27 / 4) ** 2 });
  const [whole] = gradeResults([{ ...GRADE, of: 'overall' }], OUTPUTS, [0.25, 0.75], SCALES);
  expect(whole).toMatchObject({ mu: 7.5, predicted: 7.5 });
});
