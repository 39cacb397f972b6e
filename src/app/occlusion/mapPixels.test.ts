import { expect, it } from 'vitest';
import { greatestOf, mapPixels } from './mapPixels.ts';

it('is orange where the score falls, purple where it rises, and clear where nothing changes', () => {
  const map = Float32Array.of(0.5, -0.25, 0);
  expect([...mapPixels(map)]).toEqual([230, 97, 1, 255, 94, 60, 153, 128, 94, 60, 153, 0]);
  expect(greatestOf(map)).toBe(0.5);
});

it('draws nothing of a map without any change', () => {
  expect([...mapPixels(new Float32Array(2))].filter((_, index) => index % 4 === 3)).toEqual([0, 0]);
});
