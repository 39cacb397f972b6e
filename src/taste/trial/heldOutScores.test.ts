import { expect, it } from 'vitest';
import type { GradeResult } from './gradeResults.ts';
import { compareHeldOutScores } from './heldOutScores.ts';

/** Of one head: people's scores, what heads say of them, each of a source of its own. The variance of the scores is 4. */
function results(scores: readonly number[], predicted: readonly number[], of: GradeResult['of'] = 0): GradeResult[] {
  return scores.map((score, k) => {
    const said = predicted[k] ?? NaN;
    return { source: String(k), of, score, predicted: said, mu: said, error: (said - score) ** 2 / 4 };
  });
}

it('says how much more alike and how much nearer the scores are, by hand', () => {
  const scores = [1, 2, 3, 4];
  const compared = compareHeldOutScores(results(scores, [2, 1, 4, 3]), results(scores, [1, 2, 3, 5]));
  // Of swapped neighbours: 1 - 6 * 4 / (4 * 15).
  const [figures] = compared?.figures ?? [];
  expect(figures).toEqual({
    of: 0,
    grades: 4,
    original: { correlation: expect.closeTo(0.6, 12), error: 1 },
    taste: { correlation: expect.closeTo(1, 12), error: 0.5 },
  });
  expect(compared?.gain.value).toBeCloseTo(0.4, 12);
  // Squared errors of 1 and of 1/4 on average, of a variance of 4.
  expect(compared?.errorGain.value).toBeCloseTo(0.75 / 4, 12);
  expect(compared).toMatchObject({ grades: 4, sources: 4, isBetter: true });
});

it('heads count alike, whatever their numbers and scales, and come in their order', () => {
  const before = [...results([10, 20], [20, 10], 1), ...results([1, 2, 3, 4], [1, 2, 3, 4], 0)];
  const after = [...results([10, 20], [10, 20], 1), ...results([1, 2, 3, 4], [4, 3, 2, 1], 0)];
  const compared = compareHeldOutScores(before, after);
  expect(compared?.figures.map(({ of }) => of)).toEqual([0, 1]);
  expect(compared?.gain.value).toBeCloseTo(0, 12);
  expect(compared?.isBetter).toBe(false);
});

it('a better order with larger errors is not better, nor are smaller errors of the same order', () => {
  const scores = [1, 2, 3, 4];
  const [ordered, far] = [results(scores, [1, 2, 4, 3]), results(scores, [10, 20, 30, 40])];
  expect(compareHeldOutScores(ordered, far)?.isBetter).toBe(false);
  expect(compareHeldOutScores(far, results(scores, scores))?.isBetter).toBe(false);
});

it('is certain where the interval of the gain leaves out 0', () => {
  const scores = Array.from({ length: 40 }, (_, k) => k % 7);
  const noise = scores.map((_, k) => (k * 5) % 11);
  expect(compareHeldOutScores(results(scores, noise), results(scores, scores))).toMatchObject({
    isBetter: true,
    isCertain: true,
  });
});

it('scores that are all the same order nothing: of people they are left out, of heads they count as no order', () => {
  expect(compareHeldOutScores(results([3, 3], [1, 2]), results([3, 3], [2, 1]))).toBeUndefined();
  const [figures] = compareHeldOutScores(results([1, 2], [5, 5]), results([1, 2], [1, 2]))?.figures ?? [];
  expect(figures?.original.correlation).toBe(0);
});

it('four scores that are all nearer may be luck, whatever their interval', () => {
  const scores = [1, 2, 3, 4];
  const compared = compareHeldOutScores(results(scores, [4, 3, 2, 1]), results(scores, scores));
  expect(compared?.gain.interval?.low).toBeGreaterThan(0);
  expect(compared).toMatchObject({ isBetter: true, isCertain: false });
});
