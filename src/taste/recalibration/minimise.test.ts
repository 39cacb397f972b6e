import { expect, it } from 'vitest';
import { minimise } from './minimise.ts';

it('finds the lowest point of a bent valley', () => {
  const [x, y] = minimise(rosenbrock, Float64Array.of(-1.2, 1));
  expect(x).toBeCloseTo(1, 4);
  expect(y).toBeCloseTo(1, 4);
});

function rosenbrock([x = 0, y = 0]: Float64Array) {
  return {
    value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    slope: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
  };
}

it('stays where it is lowest already', () => {
  const start = Float64Array.of(0, 0);
  expect(minimise(bowl, start)).toEqual(start);
});

function bowl(point: Float64Array) {
  return { value: point.reduce((sum, x) => sum + x * x, 0), slope: point.map((x) => 2 * x) };
}
