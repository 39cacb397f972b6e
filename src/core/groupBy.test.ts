import { expect, it } from 'vitest';
import { groupBy } from './groupBy.ts';

it('groups by key, keys and items in order', () => {
  expect([...groupBy(['bee', 'ant', 'boar'], (name) => name[0])]).toEqual([
    ['b', ['bee', 'boar']],
    ['a', ['ant']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
