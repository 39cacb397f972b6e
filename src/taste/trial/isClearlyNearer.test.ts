import { expect, it } from 'vitest';
import { isClearlyNearer, type Judged } from './isClearlyNearer.ts';

const results = (errors: readonly number[], sources = [...errors.keys()].map(String)) =>
  errors.map((error, k): Judged => ({ source: sources[k] ?? '', error }));

it('takes a gain for clear from two standard errors on', () => {
  const other = results([0.4, 0.4, 0.4, 0.4]);
  // Gains 0.3, 0.1, 0.3, 0.1: 0.2 in the mean, the standard error 0.05.
  expect(isClearlyNearer(results([0.1, 0.3, 0.1, 0.3]), other)).toBe(true);
  // Gains 0.3, -0.1, 0.3, -0.1: 0.1 in the mean, the standard error 0.1.
  expect(isClearlyNearer(results([0.1, 0.5, 0.1, 0.5]), other)).toBe(false);
  expect(isClearlyNearer(results([0.4]), results([0.4]))).toBe(false);
});

it('counts labels of one source as depending on each other', () => {
  // Gains 0.2, 0.2, 0.03, 0.03: 0.115 in the mean. The standard error is 0.043 for four sources, and 0.060 for two.
  const [one, other] = [
    [0, 0, 0.17, 0.17],
    [0.2, 0.2, 0.2, 0.2],
  ];
  expect(isClearlyNearer(results(one), results(other))).toBe(true);
  expect(isClearlyNearer(results(one, ['a', 'a', 'b', 'b']), results(other))).toBe(false);
});
