import { describe, expect, it } from 'vitest';
import { imageByPath, interpretRow } from './interpretRow.ts';
import { BENCH, BLANK, common, judged, PAIR, SIDES, THREE } from './judgeSamples.ts';

describe('the judgement of K edits', () => {
  it.each<[unknown, readonly number[]]>([
    ['C>A>B', [2, 3, 1]],
    ['c > a = b', [2, 2, 1]],
    [
      ['C', 'A', 'B'],
      [2, 3, 1],
    ],
    [{ A: 2, B: 3, C: 1 }, [2, 3, 1]],
    [
      [2, 1, 3],
      [2, 1, 3],
    ],
    [
      [1, 1, 2],
      [1, 1, 3],
    ],
    [
      [1, 1, 3],
      [1, 1, 3],
    ],
    [{ ranking: 'C>A>B' }, [2, 3, 1]],
  ])('%j is certain', (ranking, ranks) => {
    expect(judged({ ...THREE, ranking })).toMatchObject({ ranks, kind: 'understood' });
  });

  it.each(
    [[3, 1, 2], ['C', 'A'], ['C', 'A', 'A'], 'A>B', 'A>B>D', 'C', 'tie', [0, 1, 2], { A: 1, B: 2 }, 3].map((one) => [
      one,
    ]),
  )('%j is told', (ranking) => {
    expect(judged({ ...THREE, ranking }).reason).toMatch(
      /^ranking is .+ is no clear order of its 3 edits, such as C>B>A\.$/,
    );
  });

  it.each([...BLANK, { human_vote: 'None' }, { tie_case: false }])('%j says nothing', (columns) => {
    const { ranks, judgement } = interpretRow({ line: 1, values: { ...THREE, ...columns } }, imageByPath);
    expect([ranks, judgement]).toEqual([undefined, { kind: 'absent', firstMayBePreferred: false }]);
  });
});

describe('the judgement between left and right', () => {
  it.each<[Record<string, unknown>, readonly number[]]>([
    [{ vote_type: 'leftvote' }, [1, 2]],
    [{ vote_type: 'right_vote' }, [2, 1]],
    [{ vote_type: ['rightvote'] }, [2, 1]],
    [{ vote_type: { vote: 'right' } }, [2, 1]],
    [{ vote_type: 'bothbad_vote' }, [1, 1]],
    [{ vote_type: 'tievote', left_overall_score: 5, right_overall_score: 5 }, [1, 1]],
    [{ left_overall_score: 5, right_overall_score: '6' }, [2, 1]],
    [{ winner: 'right_output_image' }, [2, 1]],
    [{ ranking: 'B>A' }, [2, 1]],
    [{ vote_type: 'rightvote', left_overall_score: 5 }, [2, 1]],
  ])('%j is certain', (columns, ranks) => {
    expect(judged({ ...SIDES, ...columns })).toMatchObject({ ranks, kind: 'understood' });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ vote_type: 'maybe' }, 'vote_type is "maybe"'],
    [{ vote_type: 1 }, 'vote_type is 1'],
    [{ vote_type: 'not left' }, 'vote_type is "not left"'],
    [{ vote_type: 'left right' }, 'vote_type is "left right"'],
    [{ vote_type: ['leftvote', 'rightvote'] }, 'vote_type is ["leftvote","rightvote"]'],
    [{ vote_type: { left: 2, right: 1 } }, 'vote_type is {"left":2,"right":1}'],
    [{ vote_type: 'leftvote', left_overall_score: 1, right_overall_score: 2 }, 'they contradict each other'],
    [{ left_overall_score: 5 }, 'right_overall_score is missing'],
    [{ left_quality_aesthetic_score: 5 }, 'left_quality_aesthetic_score is 5'],
  ])('%j is told', (columns, reason) => {
    expect(judged({ ...SIDES, ...columns }).reason).toContain(reason);
  });

  it('is absent where there is none, and nothing is assumed of it', () => {
    const { judgement } = interpretRow({ line: 1, values: { ...SIDES, vote_type: null } }, imageByPath);
    expect(judgement).toEqual({ kind: 'absent', firstMayBePreferred: false });
  });
});

describe('a pair of EditReward-Bench by itself', () => {
  it('is judged by its ranking, in its own letters', () => {
    expect(judged({ ...BENCH, ranking: 'B>A', score_1: 9, score_2: 1 })).toMatchObject({ ranks: [2, 1] });
    expect(judged({ ...BENCH, comparison_type: 'BvsC', ranking: 'C>B' })).toMatchObject({ ranks: [2, 1] });
    expect(judged({ ...BENCH, comparison_type: 'BvsC', ranking: 'A>B' }).kind).toBe('unreadable');
    expect(judged({ ...BENCH, comparison_type: null, ranking: 'B>A' })).toMatchObject({ ranks: [2, 1] });
    expect(judged({ ...BENCH, score_1: 9, score_2: 1 }).reason).toContain('score_1 is 9');
  });
});

describe('the worse of two edits', () => {
  it.each([
    [{ rejected: 'path1' }, [2, 1]],
    [{ chosen: 'path2', rejected: 'path1' }, [2, 1]],
    [{ chosen: 'path2', rejected: 'path2' }, 'unreadable'],
    [{ worse: 'A', ranking: 'A>B' }, 'unreadable'],
    [{ winner: 'B', loser: 'nobody' }, [2, 1]],
    [{ loser: 1 }, 'unreadable'],
    [{ human_vote: { winner: 'A', loser: 'B' } }, [1, 2]],
    [{ human_vote: { winner: 'A', loser: 'A' } }, 'unreadable'],
  ])('%j', (columns, expected) => {
    const { ranks, judgement } = interpretRow({ line: 1, values: { ...PAIR, ...columns } }, imageByPath);
    expect(ranks ?? judgement?.kind).toEqual(expected);
  });

  it('orders no more than two', () => {
    const values = { ...common, paths_generated: ['a', 'b', 'c'], worst: 'A' };
    expect(interpretRow({ line: 1, values }, imageByPath).judgement?.kind).toBe('unreadable');
  });
});

describe('a vote that says whether it is a tie', () => {
  it.each([
    [{ tie: false }, 'unreadable'],
    [{ tie: false, ranking: 'A=B' }, 'unreadable'],
    [{ tie: false, winner: 'B' }, [2, 1]],
    [{ tie: true }, [1, 1]],
    [{ tie: null, ranking: 'A=B' }, [1, 1]],
  ])('%j', (vote, expected) => {
    const { ranks, judgement } = interpretRow({ line: 1, values: { ...PAIR, human_vote: vote } }, imageByPath);
    expect(ranks ?? judgement?.kind).toEqual(expected);
  });
});

it('reads ranks of many edits at once', () => {
  // For each of them anew it would outlast the test.
  const ranks = Array.from({ length: 30_000 }, (_, k) => k + 1);
  const paths = ranks.map((rank) => `${rank}.png`);
  const item = interpretRow({ line: 1, values: { ...common, paths_generated: paths, ranking: ranks } }, imageByPath);
  expect(item.ranks).toEqual(ranks);
});
