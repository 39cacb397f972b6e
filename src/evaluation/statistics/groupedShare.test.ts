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
  // Half of 4 is right everywhere but in two of 40 groups: there is less between the groups than chance would leave.
  const even = Array.from({ length: 38 }, () => ({ right: 2, total: 4 }));
  expect(groupedShareInterval([...even, ...groups(1, 3)(4)])).toEqual(wilsonInterval(0.5, 160));
  expect(groupedShareInterval(groups(3)(3))).toEqual(wilsonInterval(1, 1));
});

it('of two or three groups hardly counts more than these', () => {
  expect(groupedShareInterval(groups(9, 5)(10))).toEqual(wilsonInterval(0.7, 2));
  expect(groupedShareInterval(groups(9, 5, 7)(10))?.low).toBeLessThan(0.35); // of 30 independent ones: 0.52
});

it('counts trials by the variance between groups, as certain as that is', () => {
  // 10 groups of 4: the shares are 0.25 and 1, so that the variance of their mean is 0.375 ** 2 / 9.
  const trials = ((0.625 * 0.375) / (0.375 ** 2 / 9)) * (1.959964 / 2.262157) ** 2;
  const { low, high } = wilsonInterval(0.625, trials);
  const found = groupedShareInterval([...groups(1, 1, 1, 1, 1)(4), ...groups(4, 4, 4, 4, 4)(4)]);
  expect([found?.low, found?.high]).toEqual([expect.closeTo(low, 3), expect.closeTo(high, 3)]);
});

it('passes over groups without a trial, and is nothing without any', () => {
  expect(groupedShareInterval([...groups(1, 0)(1), { right: 0, total: 0 }])).toEqual(wilsonInterval(0.5, 2));
  expect(groupedShareInterval([{ right: 0, total: 0 }])).toBeUndefined();
});
