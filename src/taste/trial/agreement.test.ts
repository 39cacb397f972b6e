import { expect, it } from 'vitest';
import { wilsonInterval } from '../../evaluation/statistics/wilsonInterval.ts';
import { agreementInterval } from './agreement.ts';

/** `count` votes of each source, of which all are right or none. */
function votesOf(right: readonly boolean[], count: number) {
  return right.flatMap((isRight, k) => Array.from({ length: count }, () => ({ source: String(k), isRight })));
}

const RIGHT = Array.from({ length: 20 }, (_, k) => k % 4 !== 0);

it('of one vote a source is that of independent votes', () => {
  const { low, high } = wilsonInterval(0.75, 20);
  const found = agreementInterval(votesOf(RIGHT, 1));
  expect([found?.low, found?.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
});

it('of votes that their source decides counts sources, however many votes each has', () => {
  const { low, high } = wilsonInterval(0.75, 20);
  const found = agreementInterval(votesOf(RIGHT, 10));
  expect([found?.low, found?.high]).toEqual([expect.closeTo(low, 12), expect.closeTo(high, 12)]);
});

it('is never narrower than that of as many independent votes', () => {
  // Two of four votes of nearly each source: there is less between sources than chance would leave.
  const rightOf = new Map([
    ['0', 1],
    ['1', 3],
  ]);
  const even = votesOf(RIGHT, 4).map((vote, k) => ({ ...vote, isRight: k % 4 < (rightOf.get(vote.source) ?? 2) }));
  expect(agreementInterval(even)).toEqual(wilsonInterval(0.5, 80));
});

it('counts each source once where all are right, and no tie', () => {
  const tied = { source: '99', isRight: undefined };
  expect(agreementInterval([...votesOf([true, true, true], 5), tied])).toEqual(wilsonInterval(1, 3));
});
