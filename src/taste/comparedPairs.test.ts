import { expect, it } from 'vitest';
import { comparedPairs } from './comparedPairs.ts';

it('are each two of a few', () => {
  expect(comparedPairs(1)).toEqual([]);
  expect(comparedPairs(3)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(comparedPairs(64)).toHaveLength((64 * 63) / 2);
});

it.each([65, 66, 1000, 10_000])('are 64 others for each of %i, none twice', (count) => {
  const pairs = comparedPairs(count);
  expect(pairs).toHaveLength(32 * count);
  const known = new Set(pairs.map(([first, second]) => Math.min(first, second) * count + Math.max(first, second)));
  expect(known.size).toBe(pairs.length);
  const others = new Map<number, number>();
  for (const place of pairs.flat()) others.set(place, (others.get(place) ?? 0) + 1);
  expect(new Set(others.values())).toEqual(new Set([64]));
  expect(pairs.every(([first, second]) => first !== second)).toBe(true);
});

it('are of every distance in the list, where a file may be sorted by its scores', () => {
  const distances = new Set(comparedPairs(1000).map(([first, second]) => (second - first + 1000) % 1000));
  expect([Math.min(...distances), distances.size]).toEqual([1, 32]);
  expect(Math.max(...distances)).toBeGreaterThan(480);
});
