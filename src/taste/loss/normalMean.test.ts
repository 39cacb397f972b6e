import { describe, expect, it } from 'vitest';
import { Random } from '../../evaluation/statistics/random.ts';
import { meanLogLoss, meanSigmoid, sigmoid, softplusOfMinus, type NormalMean } from './normalMean.ts';

const CASES = [
  [0, 0.1],
  [1.3, 0.7],
  [-2, 2.9],
  [-2, 3.1],
  [4, 12],
  [-30, 1],
] as const;
const DRAWS = 200_000;

function drawnMean(of: (z: number) => number, mean: number, sd: number) {
  const random = new Random(7);
  let [sum, squares] = [0, 0];
  for (let k = 0; k < DRAWS; k++) {
    const value = of(mean + sd * random.normal());
    sum += value;
    squares += value * value;
  }
  const drawn = sum / DRAWS;
  return { drawn, error: Math.sqrt((squares / DRAWS - drawn * drawn) / DRAWS) };
}

describe.each([
  ['meanSigmoid', meanSigmoid, sigmoid],
  ['meanLogLoss', meanLogLoss, softplusOfMinus],
] as const)('%s', (_name, mean: (mean: number, sd: number) => NormalMean, of) => {
  it.each(CASES)('is what draws give, for z of mean %d and deviation %d', (center, sd) => {
    const { drawn, error } = drawnMean(of, center, sd);
    // Four standard errors of the draws, and the rounding of their sum.
    expect(Math.abs(mean(center, sd).value - drawn)).toBeLessThan(4 * error + 1e-12);
  });

  it.each(CASES)('has the slopes of its own differences, at %d and %d', (center, sd) => {
    const step = 1e-4;
    const { byMean, bySd } = mean(center, sd);
    const ofMean = (mean(center + step, sd).value - mean(center - step, sd).value) / (2 * step);
    const ofSd = (mean(center, sd + step).value - mean(center, sd - step).value) / (2 * step);
    expect(byMean).toBeCloseTo(ofMean, 7);
    expect(bySd).toBeCloseTo(ofSd, 7);
  });

  it('does not jump where another sum takes over', () => {
    for (const [center, sd] of [-5, -1, 0, 0.3, 6].flatMap((one) => [[one, 1.2] as const, [one, 3] as const])) {
      const [below, above] = [mean(center, sd), mean(center, sd + 1e-12)];
      expect(Math.abs(below.value - above.value)).toBeLessThan(1e-10);
      expect(Math.abs(below.bySd - above.bySd)).toBeLessThan(1e-9);
    }
  });
});

it('a certain difference is judged by the sigmoid itself', () => {
  expect(meanSigmoid(1, 0).value).toBeCloseTo(0.7310585786300049, 12);
  expect(meanLogLoss(-800, 0).value).toBeCloseTo(800, 9);
});
