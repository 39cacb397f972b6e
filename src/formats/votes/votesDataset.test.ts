import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { readDataset } from '../dataset/readDataset.ts';
import { pathOfPicture, votesDataset } from './votesDataset.ts';

const digest = (digit: string) => digit.repeat(64);
const picture = (name: string, digit: string) => ({ name, sha256: digest(digit) });
const SOURCE = picture('source.png', '0');

function voteOf(candidates: Vote['candidates'], ranks: readonly number[], source?: Vote['source']): Vote {
  return {
    id: 'v',
    votedAt: 0,
    instruction: 'Make it "red",\nplease – größer',
    source,
    candidates,
    ranks,
    isBlind: true,
  };
}

const read = (votes: readonly Vote[]) =>
  readDataset(bytesSource('votes.jsonl', new TextEncoder().encode(votesDataset(votes))));

/** What of a vote a dataset holds. */
const said = (vote: Vote) => ({
  instruction: vote.instruction,
  source: vote.source && pathOfPicture(vote.source),
  candidates: vote.candidates.map(pathOfPicture),
  ranks: vote.ranks,
});

describe('votesDataset', () => {
  const four = ['1', '2', '3', '4'].map((digit) => picture(`${digit}.png`, digit));
  const most = Array.from({ length: 16 }, (_, k) => picture('same.png', k.toString(16)));
  const ofEdits = [
    voteOf(four.slice(0, 2), [1, 2], SOURCE),
    voteOf(four.slice(0, 2), [2, 1], SOURCE),
    voteOf(four.slice(1, 3), [1, 1], SOURCE),
    voteOf(four, [3, 1, 1, 4], SOURCE),
    voteOf(four, [1, 1, 1, 1], SOURCE),
    voteOf(
      most,
      most.map((_, k) => 16 - k),
      SOURCE,
    ),
    // Names that are letters of a ranking, that count, and that hold what paths do.
    voteOf([picture('B', '5'), picture('A', '6')], [2, 1], SOURCE),
    voteOf([picture('a/b\\c: d.png', '7'), picture(' .png', '8')], [1, 2], SOURCE),
    voteOf([picture('x.png', '1'), picture('y.png', '2')], [1, 2], SOURCE),
    voteOf([picture('x.png', '3'), picture('y.png', '4')], [1, 2], SOURCE),
  ];

  it.each([
    ['edits', ofEdits],
    ['pictures without a source', ofEdits.map((vote) => ({ ...vote, source: undefined }))],
  ])('gives the same votes when it is read: %s', async (_, votes) => {
    const { items, problems, notices } = await read(votes);
    expect(problems).toEqual([]);
    expect(notices).toEqual([]);
    const readVotes = items.map(({ instruction, source, candidates, ranks }) => ({
      instruction,
      source: source?.name,
      candidates: candidates.map(({ image }) => image.name),
      ranks,
    }));
    expect(readVotes).toEqual(votes.map(said));
    expect(items.flatMap(({ candidates }) => candidates.map(({ model }) => model ?? 'none'))).not.toContain('x');
    expect(items.map(({ judgement }) => judgement?.kind)).toEqual(votes.map(() => 'understood'));
  });

  it('names pictures by what they are, so that two of one name stay two', () => {
    expect(pathOfPicture(picture('a.png', '1'))).toBe(`pictures/${digest('1')}-a.png`);
    expect(pathOfPicture(picture('a/b:c.png', '1'))).toBe(`pictures/${digest('1')}-a_b_c.png`);
  });

  it('gives names that file systems take and that are the same in a zip file, in any script', () => {
    const long = pathOfPicture(picture(`${'画'.repeat(90)}.png`, '1'));
    // 180 bytes: 4 of the ending, and 58 letters of three.
    expect(long).toBe(`pictures/${digest('1')}-${'画'.repeat(58)}.png`);
    const faces = pathOfPicture(picture(`${'😀'.repeat(90)}.png`, '1'));
    expect(faces).toBe(`pictures/${digest('1')}-${'😀'.repeat(44)}.png`);
    expect(pathOfPicture(picture('a\uD83D.png', '1'))).toBe(`pictures/${digest('1')}-a.png`);
  });
});
