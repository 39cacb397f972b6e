import { expect, it } from 'vitest';
import { answer, pairBallot, place, setBallot, toggleJoin } from './ballot.ts';
import { ballotText } from './ballotText.ts';

it('says where a ballot of pairs is', () => {
  const ballot = pairBallot(2, 0);
  expect(ballotText(ballot)).toBe('Pair 1 of 1: which one is better?');
  expect(ballotText(answer(ballot, 'tie'))).toBe('You have voted on 1 pair.');
});

it('says where a ballot of a set is, by the numbers that are shown', () => {
  const ballot = { ...setBallot(3, 0), order: [2, 0, 1] };
  expect(ballotText(ballot)).toBe('Which picture is the best?');
  const one = place(ballot, 0);
  expect(ballotText(one)).toBe('1 of 3 ranked. Which one is the next best?');
  expect(ballotText(toggleJoin(one))).toBe('1 of 3 ranked. Which one is as good as picture 2?');
  expect(ballotText(place(place(one, 1), 2))).toBe('You have ranked 3 pictures.');
});
