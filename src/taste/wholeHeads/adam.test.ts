import { expect, it } from 'vitest';
import { Adam } from './adam.ts';

it('its first step is the learning rate in each direction, whatever the slope', () => {
  const parameters = Float64Array.of(1, 1, 1);
  new Adam([parameters], 0).step([Float64Array.of(5, -0.01, 0)], 0.1);
  expect([...parameters].map((value) => Number(value.toFixed(5)))).toEqual([0.9, 1.1, 1]);
});

it('finds the lowest point, and decay pulls towards 0', () => {
  const ends = [0, 0.5].map((decay) => {
    const point = Float64Array.of(5);
    const adam = new Adam([point], decay);
    for (let k = 0; k < 3000; k++) adam.step([point.map((x) => 2 * (x - 3))], 0.01);
    return point[0] ?? NaN;
  });
  expect(ends[0]).toBeCloseTo(3, 3);
  expect(ends[1]).toBeLessThan(2.9);
});
