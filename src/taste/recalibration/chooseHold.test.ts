import { expect, it } from 'vitest';
import type { Vote } from '../trainingSet.ts';
import type { Judged } from '../trial/isClearlyNearer.ts';
import { chooseHolds } from './chooseHold.ts';
import type { Lesson } from './lesson.ts';

const LAST = { inputs: [], layers: [], shares: [], spreads: [] };

function votesOn(sources: number, each: number): Vote[] {
  return Array.from({ length: sources * each }, (_, k) => {
    return { first: 0, second: 1, target: 1, of: 'overall', source: String(k % sources) };
  });
}

function judged(votes: readonly Vote[], error: number): Judged[] {
  return votes.map(({ source }) => ({ source, error }));
}

/** Nothing is learned: every label has the error that `errorOf` says of the hold. */
function lessonOf(errorOf: (layers: number) => number): Lesson<Judged> {
  let layers = NaN;
  return {
    learn(_last, _labels, hold) {
      ({ layers } = hold);
      return { layers: [], shares: [] };
    },
    results: (_last, { held }) => judged(held.votes, errorOf(layers)),
    resultsOfOriginal: (_last, { held }) => judged(held.votes, 1),
  };
}

it('holds every label out once, however many there are', async () => {
  // One source alone has more than a call takes arguments.
  const votes = [...votesOn(1, 150_000), ...votesOn(3, 1)];
  const { taste, original } = await chooseHolds(
    LAST,
    { votes, grades: [] },
    lessonOf(() => 0.5),
    { seed: 1 },
  );
  expect([taste.length, original.length]).toEqual([votes.length, votes.length]);
});

it('passes over holds that give no numbers, and ends where shares alone give none', async () => {
  const labels = { votes: votesOn(12, 2), grades: [] };
  const chosen = await chooseHolds(
    LAST,
    labels,
    lessonOf((layers) => (layers === 1 ? 0.1 : layers < 1 ? NaN : 0.5)),
    { seed: 1 },
  );
  expect(chosen.parts.map(({ hold }) => hold.layers)).toEqual([1]);
  const spoiled = chooseHolds(
    LAST,
    labels,
    lessonOf((layers) => (layers === Infinity ? NaN : 0.1)),
    { seed: 1 },
  );
  await expect(spoiled).rejects.toMatchObject({ name: 'NoNumbersError' });
});
