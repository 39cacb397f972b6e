import { expect, it } from 'vitest';
import { changedObject } from './changedObject.ts';

const SIDE = 28;
const ALL = Array.from({ length: 64 }, (_, block) => [(block % 8) * SIDE, Math.floor(block / 8) * SIDE] as const);

it('knows where the object is, with the picture damaged or not', () => {
  for (const index of [0, 1, 2]) {
    const clean = changedObject(5, index, 4);
    const damaged = changedObject(5, index, 1);
    const places = ALL.map(([x, y]) => clean.isIn(x, y, SIDE));
    expect(ALL.map(([x, y]) => damaged.isIn(x, y, SIDE))).toEqual(places);
    const count = places.filter(Boolean).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(17);
    expect(damaged.edited).not.toEqual(clean.edited);
    expect(damaged.instruction).toBe(clean.instruction);
  }
});

it('takes the three kinds of change in turn, and gives the same case again', () => {
  expect([0, 1, 2, 3].map((index) => changedObject(1, index, 4).type)).toEqual([
    'recolor',
    'remove',
    'replace',
    'recolor',
  ]);
  expect(changedObject(1, 7, 2).edited).toEqual(changedObject(1, 7, 2).edited);
});
