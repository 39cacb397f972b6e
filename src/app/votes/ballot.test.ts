import { describe, expect, it } from 'vitest';
import {
  answer,
  type Ballot,
  canFinish,
  isFull,
  pairBallot,
  place,
  rankingsOf,
  rankingsSoFar,
  setBallot,
  takeBack,
  toggleJoin,
} from './ballot.ts';

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const keyOf = ({ left, right }: { readonly left: number; readonly right: number }) =>
  [left, right].toSorted((a, b) => a - b).join();

const placed = (...candidates: number[]): Ballot => candidates.reduce(place, setBallot(4, 1));

describe('a ballot of pairs', () => {
  it.each([2, 3, 4, 5, 8, 13])('asks for every pair of %i once', (count) => {
    for (const seed of SEEDS) {
      const { questions } = pairBallot(count, seed);
      expect(questions).toHaveLength((count * (count - 1)) / 2);
      expect(new Set(questions.map(keyOf)).size).toBe(questions.length);
      expect(questions.every(({ left, right }) => left !== right)).toBe(true);
    }
  });

  it('shows each picture once before any a second time', () => {
    for (const seed of SEEDS) {
      const seen = pairBallot(6, seed)
        .questions.slice(0, 3)
        .flatMap(({ left, right }) => [left, right]);
      expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it('is drawn by its seed: the same again, another with another', () => {
    expect(pairBallot(4, 7)).toEqual(pairBallot(4, 7));
    expect(new Set(SEEDS.map((seed) => JSON.stringify(pairBallot(4, seed)))).size).toBe(SEEDS.length);
    const sides = SEEDS.map((seed) => pairBallot(2, seed).questions[0]?.left);
    expect(new Set(sides)).toEqual(new Set([0, 1]));
  });

  it('gives what was answered, and takes an answer back', () => {
    const ballot = {
      ...pairBallot(3, 0),
      questions: [
        { left: 2, right: 0 },
        { left: 1, right: 2 },
        { left: 0, right: 1 },
      ],
    };
    expect(canFinish(ballot)).toBe(false);
    const two = answer(answer(ballot, 'right'), 'tie');
    expect(rankingsOf(two)).toEqual([
      { candidates: [2, 0], ranks: [2, 1] },
      { candidates: [1, 2], ranks: [1, 1] },
    ]);
    expect(canFinish(two)).toBe(true);
    expect(isFull(two)).toBe(false);
    expect(rankingsOf(takeBack(two))).toEqual([{ candidates: [2, 0], ranks: [2, 1] }]);
    const full = answer(two, 'left');
    expect(isFull(full)).toBe(true);
    expect(answer(full, 'left')).toBe(full);
  });
});

describe('a ballot of a whole set', () => {
  it('shows all pictures in an order drawn by its seed', () => {
    expect(setBallot(4, 3).order.toSorted()).toEqual([0, 1, 2, 3]);
    expect(new Set(SEEDS.map((seed) => setBallot(4, seed).order.join())).size).toBeGreaterThan(4);
  });

  it('ranks in the order of the places, with ties', () => {
    const ballot = [2, 0].reduce(place, setBallot(4, 1));
    const tied = place(toggleJoin(ballot), 3);
    expect(canFinish(tied)).toBe(false);
    expect(rankingsOf(tied)).toEqual([]);
    expect(rankingsOf(place(tied, 1))).toEqual([{ candidates: [0, 1, 2, 3], ranks: [2, 4, 1, 2] }]);
  });

  it('gives a picture one place, and ties the first with nothing', () => {
    expect(placed(2, 2)).toEqual(placed(2));
    expect(toggleJoin(setBallot(4, 1)).joins).toBe(false);
  });

  it('takes the latest place back, one of those that are tied first', () => {
    const tied = place(toggleJoin(place(setBallot(4, 1), 2)), 0);
    expect(takeBack(tied)).toEqual(placed(2));
    expect(takeBack(placed(2))).toEqual(setBallot(4, 1));
    expect(takeBack(setBallot(4, 1))).toEqual(setBallot(4, 1));
  });
});

describe('what a ballot says before its end', () => {
  it('is each answer about a pair', () => {
    const ballot = answer(pairBallot(3, 1), 'left');
    expect(rankingsSoFar(ballot)).toEqual(rankingsOf(ballot));
    expect(rankingsSoFar(ballot)).toHaveLength(1);
  });

  it('is the places of a set that are given, of two pictures or more', () => {
    expect(rankingsSoFar(placed(2))).toEqual([]);
    expect(rankingsSoFar(placed(2, 0))).toEqual([{ candidates: [0, 2], ranks: [2, 1] }]);
    expect(rankingsOf(placed(2, 0))).toEqual([]);
  });
});
