import { describe, expect, it } from 'vitest';
import { Random } from '../../evaluation/statistics/random.ts';
import { PAIR_LOSSES, pairLoss } from './pairLoss.ts';

const FIRST = { mu: 0.4, logSigma: -0.3 };
const SECOND = { mu: -0.5, logSigma: 0.6 };
const STEP = 1e-5;

describe.each(PAIR_LOSSES)('%s', (name) => {
  it.each([1, 0, 0.5, 0.8])('has the slopes of its own differences, where %d is wished for', (target) => {
    const { first, second } = pairLoss(name, FIRST, SECOND, target);
    for (const key of ['mu', 'logSigma'] as const) {
      const moved = (by: number) => pairLoss(name, { ...FIRST, [key]: FIRST[key] + by }, SECOND, target).value;
      const other = (by: number) => pairLoss(name, FIRST, { ...SECOND, [key]: SECOND[key] + by }, target).value;
      expect(first[key]).toBeCloseTo((moved(STEP) - moved(-STEP)) / (2 * STEP), 8);
      expect(second[key]).toBeCloseTo((other(STEP) - other(-STEP)) / (2 * STEP), 8);
    }
  });

  it('is the same whichever picture is named first', () => {
    const { value } = pairLoss(name, FIRST, SECOND, 0.8);
    expect(pairLoss(name, SECOND, FIRST, 1 - 0.8).value).toBeCloseTo(value, 12);
  });
});

it('uncertainty is the mean over draws of the official code', () => {
  const random = new Random(3);
  const sd = Math.hypot(Math.exp(FIRST.logSigma), Math.exp(SECOND.logSigma));
  const draws = Array.from({ length: 100_000 }, () => FIRST.mu - SECOND.mu + sd * random.normal());
  const mean = draws.reduce((sum, z) => sum + Math.log(1 + Math.exp(-z)), 0) / draws.length;
  // Five standard errors: the loss has a deviation of about one.
  expect(Math.abs(pairLoss('uncertainty', FIRST, SECOND, 1).value - mean)).toBeLessThan(5 / Math.sqrt(draws.length));
});

it('chance is the log of the chance that the first is better', () => {
  const certain = { mu: 1, logSigma: -40 };
  expect(pairLoss('chance', certain, { ...certain, mu: 0 }, 1).value).toBeCloseTo(
    -Math.log(1 / (1 + Math.exp(-1))),
    12,
  );
});
