import { expect, it } from 'vitest';
import { groupedShareInterval } from './groupedShare.ts';
import { wilsonInterval } from './wilsonInterval.ts';

const groups =
  (...rights: readonly number[]) =>
  (total: number) =>
    rights.map((right) => ({ right, total }));

it('of one trial a group is that of independent trials', () => {
  const found = groupedShareInterval(groups(1, 1, 1, 0)(1));
  const { low, high } = wilsonInterval(0.75, 4);
  expect([found?.low, found?.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
});

it('of groups that are right as a whole, or not at all, counts groups', () => {
  const found = groupedShareInterval(groups(6, 6, 6, 0)(6));
  const { low, high } = wilsonInterval(0.75, 4);
  expect([found?.low, found?.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
});

it('is never narrower than that of independent trials, and one group is one trial', () => {
  // 1, 2, 2 and 3 of 4 are right: there is less between the groups than chance would leave.
  expect(groupedShareInterval(groups(1, 2, 2, 3)(4))).toEqual(wilsonInterval(0.5, 16));
  expect(groupedShareInterval(groups(3)(3))).toEqual(wilsonInterval(1, 1));
});

it('passes over groups without a trial, and is nothing without any', () => {
  expect(groupedShareInterval([...groups(1, 0)(1), { right: 0, total: 0 }])).toEqual(wilsonInterval(0.5, 2));
  expect(groupedShareInterval([{ right: 0, total: 0 }])).toBeUndefined();
});
