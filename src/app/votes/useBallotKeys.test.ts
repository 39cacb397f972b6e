import { expect, it } from 'vitest';
import { type Ballot, pairBallot, rankingsOf, setBallot } from './ballot.ts';
import { afterKey } from './useBallotKeys.ts';

const typed = (ballot: Ballot, ...keys: string[]): Ballot =>
  keys.reduce((before, key) => afterKey(before, key) ?? before, ballot);

it('answers pairs by arrows, numbers and T', () => {
  const ballot = pairBallot(4, 0);
  const ranks = rankingsOf(typed(ballot, 'ArrowLeft', 'ArrowRight', 'ArrowDown', '1', '2', 'T')).map(
    (one) => one.ranks,
  );
  expect(ranks).toEqual([
    [1, 2],
    [2, 1],
    [1, 1],
    [1, 2],
    [2, 1],
    [1, 1],
  ]);
  expect(rankingsOf(typed(ballot, 'ArrowLeft', 't', 'Backspace'))).toHaveLength(1);
});

it('ranks a set by the numbers that are shown', () => {
  const ballot = { ...setBallot(3, 0), order: [2, 0, 1] };
  expect(rankingsOf(typed(ballot, '3', '1', 't', '2'))).toEqual([{ candidates: [0, 1, 2], ranks: [2, 1, 2] }]);
  expect(rankingsOf(typed(ballot, '3', '1', 'Backspace', '2', '1'))).toEqual([
    { candidates: [0, 1, 2], ranks: [2, 1, 3] },
  ]);
});

it('leaves other keys alone', () => {
  expect(afterKey(pairBallot(2, 0), 'x')).toBeUndefined();
  expect(afterKey(setBallot(3, 0), '9')).toBeUndefined();
  expect(afterKey(setBallot(3, 0), 'ArrowLeft')).toBeUndefined();
});
