import { describe, expect, it } from 'vitest';
import { EDIT_TASK } from '../../core/task.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { countSources, materialOfVotes, votesForTask } from './materialOfVotes.ts';

const picture = (sha256: string) => ({ name: `${sha256}.png`, sha256 });

function vote(source: string | undefined, candidates: readonly string[], more: Partial<Vote> = {}): Vote {
  return {
    id: `${source} ${candidates.join()}`,
    votedAt: 0,
    instruction: 'x',
    source: source === undefined ? undefined : picture(source),
    candidates: candidates.map(picture),
    ranks: candidates.map((_, k) => k + 1),
    isBlind: true,
    ...more,
  };
}

const keptNowhere = { picture: async () => undefined };

const seen = (sha256: string, row: number) => ({ sha256, row });

describe('requests of votes', () => {
  it('have each picture once, and hold votes of one source and instruction together', () => {
    const votes = [vote('s', ['a', 'b']), vote('s', ['b', 'c']), vote('s', ['a', 'b'], { instruction: 'y' })];
    const { requests } = materialOfVotes(votes, keptNowhere);
    const found = requests.map(({ instruction, pictures }) => [instruction, ...pictures.map(({ sha256 }) => sha256)]);
    expect(new Set(requests.map(({ orientation }) => orientation))).toEqual(new Set(['upright']));
    expect(found).toEqual([
      ['x', 'a', 'b', 'c'],
      ['y', 'a', 'b'],
    ]);
  });

  it('are looked at as whoever voted has seen them, turned or not', () => {
    const votes = [vote('s', ['a', 'b']), vote('s', ['a', 'b'], { orientation: 'official' })];
    const { requests, votesOn } = materialOfVotes(votes, keptNowhere);
    expect(requests.map(({ orientation }) => orientation)).toEqual(['upright', 'official']);
    const found = votesOn([
      { sourceSha256: 's', pictures: [seen('a', 0), seen('b', 1)] },
      { sourceSha256: 's', pictures: [seen('a', 2), seen('b', 3)] },
    ]);
    expect(found.map(({ first, second, source }) => [first, second, source])).toEqual([
      [0, 1, found[0]?.source],
      [2, 3, found[0]?.source],
    ]);
  });

  it('are of the votes that the model can judge', () => {
    const votes = [vote('s', ['a', 'b']), vote(undefined, ['a', 'b'])];
    expect(votesForTask(votes, EDIT_TASK)).toEqual([votes[0]]);
    expect(votesForTask(votes, { images: [{ role: 'candidate' }], text: 'prompt' })).toEqual([votes[1]]);
  });
});

it('sources that share a picture count as one: neither may tell of the other in a trial', () => {
  expect(countSources([vote('s', ['a', 'b']), vote('t', ['c', 'd'])])).toBe(2);
  expect(countSources([vote('s', ['a', 'b']), vote('t', ['b', 'd'])])).toBe(1);
  expect(countSources([vote(undefined, ['a', 'b']), vote(undefined, ['c', 'd'])])).toBe(1);
});

it('a vote on three is one on each two, and what has no row is left out', () => {
  const votes = [vote('s', ['a', 'b', 'c'], { ranks: [2, 1, 1] }), vote('t', ['d', 'e'])];
  const found = materialOfVotes(votes, keptNowhere).votesOn([
    { sourceSha256: 's', pictures: [seen('a', 0), seen('b', 1), seen('c', 2)] },
    { sourceSha256: 't', pictures: [seen('d', 3), undefined] },
  ]);
  expect(found.map(({ first, second, target }) => [first, second, target])).toEqual([
    [0, 1, 0],
    [0, 2, 0],
    [1, 2, 0.5],
  ]);
});
