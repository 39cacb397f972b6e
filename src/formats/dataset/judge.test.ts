import { describe, expect, it } from 'vitest';
import { imageByPath, interpretRow } from './interpretRow.ts';
import { RowError } from './row.ts';

const common = { instruction: 'Make it blue', source: 's.png' };
const PAIR = { ...common, path1: 'edits/a.png', path2: 'edits/b.png', model1: 'Alpha', model2: 'Beta 2' };
const THREE = { ...common, paths_generated: ['a.png', 'b.png', 'c.png'] };
const SIDES = { ...common, left_output_image: 'a.png', right_output_image: 'b.png' };
const BENCH = { ...common, candidate_1: 'a.png', candidate_2: 'b.png', comparison_type: 'AvsB' };

function judged(values: Readonly<Record<string, unknown>>) {
  const { ranks, judgement } = interpretRow({ line: 1, values }, imageByPath);
  return { ranks, kind: judgement?.kind, reason: judgement?.kind === 'unreadable' ? judgement.reason : undefined };
}

/** What stands beside a pair, and the ranks that it certainly means. */
const CERTAIN: readonly [Record<string, unknown>, readonly number[]][] = [
  [{ ranking: 'B>A' }, [2, 1]],
  [{ ranking: ' b > a ' }, [2, 1]],
  [{ ranking: 'B≻A' }, [2, 1]],
  [{ ranking: 'A＜B' }, [2, 1]],
  [{ ranking: 'A==B' }, [1, 1]],
  [{ ranking: 'path2 > path1' }, [2, 1]],
  [{ ranking: 'Beta 2>Alpha' }, [2, 1]],
  [{ ranking: 'A=B=Bad' }, [1, 1]],
  [{ ranking: [2, 1] }, [2, 1]],
  [{ ranking: '[2, 1]' }, [2, 1]],
  [{ ranking: [1, 1] }, [1, 1]],
  [{ ranking: ['B', 'A'] }, [2, 1]],
  [{ ranking: ['b.png', 'a.png'] }, [2, 1]],
  [{ ranking: ['B>A'] }, [2, 1]],
  [{ ranking: { A: 2, B: 1 } }, [2, 1]],
  [{ ranking: "{'A': 2, 'B': 1}" }, [2, 1]],
  [{ ranking: { path1: 2, path2: 1 } }, [2, 1]],
  [{ ranking: { A: '2', B: '1' } }, [2, 1]],
  [{ ranking: ['2', '1'] }, [2, 1]],
  [{ ranking: 'B>A', 'ranking.1': 'B>A' }, [2, 1]],
  [{ human_ranking: { a: 1, b: 1 } }, [1, 1]],
  [{ human_vote: { ranking: 'B>A', annotator: 'x', confidence: 3 } }, [2, 1]],
  [{ human_vote: { ranking: 'B>A', preference: 'B' } }, [2, 1]],
  [{ human_vote: "{'ranking': 'B>A', 'note': None}" }, [2, 1]],
  [{ human_vote: { vote: 'B>A' } }, [2, 1]],
  [{ human_vote: { preferred: 'path2' } }, [2, 1]],
  [{ human_vote: { winner: { best: 'B' } } }, [2, 1]],
  [{ human_vote: ['B>A', 'B>A'] }, [2, 1]],
  [{ human_vote: [{ vote: 'B' }, { vote: 'b' }, null] }, [2, 1]],
  [{ 'Human Vote': 'B>A' }, [2, 1]],
  [{ humanPreference: 'B' }, [2, 1]],
  [{ humanpreference: 'B' }, [2, 1]],
  [{ winner: 'path2' }, [2, 1]],
  [{ winner: 'edits\\b.png' }, [2, 1]],
  [{ winner: 'beta 2' }, [2, 1]],
  [{ winner: 'tie (bothbad)' }, [1, 1]],
  [{ preferred: 'B is better' }, [2, 1]],
  [{ vote: 'both_good' }, [1, 1]],
  [{ chosen: 'b.png', rejected: 'a.png' }, [2, 1]],
  [{ better: 'B' }, [2, 1]],
  [{ preferred: 'the second' }, [2, 1]],
  [{ label: 'B>A' }, [2, 1]],
  [{ choice_dist: [3, 0], confidence: 1 }, [1, 2]],
  [{ ranking: 'B>A', label: 'recolour', confidence: 0.4, rank: 7, choice_dist: [1, 4] }, [2, 1]],
  [{ ranking: 'B>A', winner: 'B', human_vote: null, vote: '' }, [2, 1]],
  [{ ranking: 'B>A', by_our_model: 'A>B' }, [2, 1]],
  [{ tie_case: 1 }, [1, 1]],
  [{ tie_case: 'True ' }, [1, 1]],
  [{ tie_case: 'yes', model1_dim1_score: 4, model2_dim1_score: 2 }, [1, 1]],
  [{ tie_case: true, model1_overall_score: 6, model2_overall_score: 6 }, [1, 1]],
  [
    { tie_case: false, model1_dim1_score: 1, model2_dim1_score: 1, model1_overall_score: 3, model2_overall_score: 4 },
    [2, 1],
  ],
];

/** Scores of one dimension, by which validation files are judged where the user says so. */
const BY_SCORES: readonly [Record<string, unknown>, readonly number[]][] = [
  [{ tie_case: 0, model1_dim1_score: 4, model2_dim1_score: 3 }, [1, 2]],
  [{ model1_dim1_score: 1, model2_dim1_score: 2, tie_case: null }, [2, 1]],
  [{ model1_dim1_score: '3', model2_dim1_score: 3 }, [1, 1]],
  // Of GenAI-Bench as it is: whatever the overall scores are, they are not people's.
  [{ model1_dim1_score: 4, model2_dim1_score: 2, model1_overall_score: 0.1, model2_overall_score: 0.9 }, [1, 2]],
];

/** What stands beside a pair and may mean this or that, or contradicts itself. */
const UNCLEAR: readonly [Record<string, unknown>, string][] = [
  [{ ranking: 'A>C' }, 'ranking is "A>C", which is neither a clear order of its 2 edits, such as B>A, nor the name'],
  [{ ranking: 'A>B>C' }, 'ranking is "A>B>C"'],
  [{ ranking: 'A>B?' }, 'ranking is "A>B?"'],
  [{ ranking: 'A,B' }, 'ranking is "A,B"'],
  [{ ranking: 'A≥B' }, 'ranking is "A≥B"'],
  [{ ranking: 'A' }, 'ranking is "A"'],
  [{ ranking: 1 }, 'ranking is 1'],
  [{ ranking: true }, 'ranking is true'],
  [{ ranking: [1, 0] }, 'ranking is [1,0]'],
  [{ ranking: [0.9, 0.2] }, 'ranking is [0.9,0.2]'],
  [{ ranking: [2, 2] }, 'ranking is [2,2]'],
  [{ ranking: [1] }, 'ranking is [1]'],
  [{ ranking: [1, 2, 3] }, 'ranking is [1,2,3]'],
  [{ ranking: { A: 0.9, B: 0.2 } }, 'ranking is {"A":0.9,"B":0.2}'],
  [{ ranking: { A: 1 } }, 'ranking is {"A":1}'],
  [{ ranking: { A: 1, C: 2 } }, 'ranking is {"A":1,"C":2}'],
  [{ human_vote: { A: 1, B: 2 } }, 'human_vote is {"A":1,"B":2}'],
  [{ human_vote: [1, 2] }, 'human_vote is [1,2]'],
  [{ human_vote: ['B>A', 'B>A', 'A>B'] }, 'human_vote is ["B>A","B>A","A>B"]'],
  [{ human_vote: { ranking: 'A>B', vote: 'B' } }, 'human_vote is {"ranking":"A>B","vote":"B"}'],
  [{ human_vote: { comment: 'nice' } }, 'human_vote is {"comment":"nice"}'],
  [{ vote: 'not B' }, 'vote is "not B"'],
  [{ vote: 'A or B' }, 'vote is "A or B"'],
  [{ vote: 'B is worse' }, 'vote is "B is worse"'],
  [{ winner: 2 }, 'winner is 2'],
  [{ winner: 'path3' }, 'winner is "path3"'],
  [{ winner: 'Gamma' }, 'winner is "Gamma"'],
  [{ winner: 'none' }, 'winner is "none"'],
  [{ preference: 0.7 }, 'preference is 0.7'],
  [{ human_label: 'B' }, 'human_label is "B"'],
  [{ label: 1 }, 'label is 1'],
  [{ choice: 0 }, 'choice is 0'],
  [{ rank: 1 }, 'rank is 1'],
  [{ confidence: 0.9 }, 'confidence is 0.9'],
  [{ choice_dist: [1, 4] }, 'choice_dist is [1,4]'],
  [{ choice_dist: [2, 2] }, 'choice_dist is [2,2]'],
  [{ votes_for_a: 3, votes_for_b: 1 }, 'votes_for_a is 3'],
  [{ is_second_better: true }, 'is_second_better is true'],
  [{ preferredEdit: 'second' }, 'preferredEdit is "second"'],
  [{ preferrededit: 'second' }, 'preferrededit is "second"'],
  [{ ground_truth: 'B>A' }, 'ground_truth is "B>A"'],
  [{ order: 'path2 > path1' }, 'order is "path2 > path1"'],
  [{ meta: { human_vote: 'B>A' } }, 'meta is {"human_vote":"B>A"}'],
  [{ meta: '{"winner": "B"}' }, 'meta is {"winner":"B"}'],
  [{ rating1: 2, rating2: 3 }, 'rating1 is 2'],
  [{ rank_1: 2, rank_2: 1 }, 'rank_1 is 2'],
  [{ human_score_1: 1, human_score_2: 4 }, 'human_score_1 is 1'],
  [{ score1: 1, score2: 4 }, 'score1 is 1'],
  [{ path1_score: 1, path2_score: 4 }, 'path1_score is 1'],
  [{ annotator_choice: 'B' }, 'annotator_choice is "B"'],
  [{ user_preference: 'B' }, 'user_preference is "B"'],
  [{ annotator_2_vote: 'B' }, 'annotator_2_vote is "B"'],
  [{ human_pick: 'B' }, 'human_pick is "B"'],
  [{ tie_case: 'maybe' }, 'tie_case is "maybe", which is neither true nor false.'],
  [{ tie_case: 2 }, 'tie_case is "2", which is neither true nor false.'],
  [{ tie_case: [true] }, 'tie_case is "[true]"'],
  [{ model1_dim1_score: 1 }, 'model1_dim1_score is 1 while model2_dim1_score is missing: two numbers are needed.'],
  [{ model1_dim1_score: NaN, model2_dim1_score: 2 }, 'model1_dim1_score is missing'],
  [{ model1_dim1_score: false, model2_dim1_score: true }, 'model1_dim1_score is "false", which is not a number.'],
  [{ model1_dim1_score: 'good', model2_dim1_score: 2 }, 'model1_dim1_score is "good"'],
  [{ model1_overall_score: 1, model2_overall_score: 2 }, 'model1_overall_score is 1'],
  [{ ranking: 'A>B', winner: 'B' }, 'ranking is "A>B", and winner is "B": they contradict each other.'],
  [{ ranking: 'B>A', tie_case: true }, 'ranking is "B>A", and tie_case is true: they contradict each other.'],
  [{ ranking: 'A=B', tie_case: false }, 'ranking is "A=B", and tie_case is false: they contradict each other.'],
  [
    { ranking: 'A>B', model1_dim1_score: 1, model2_dim1_score: 4 },
    'ranking is "A>B", and model1_dim1_score is 1 while',
  ],
  [{ ranking: 'A>B', vote: 7 }, 'vote is 7'],
  [{ ranking: 'A>B', 'ranking.1': 'B>A' }, 'ranking is "A>B", and ranking.1 is "B>A": they contradict each other.'],
  [{ ranking: { A: '2nd', B: '1st' } }, 'ranking is {"A":"2nd","B":"1st"}'],
  [{ tie_case: true, model1_overall_score: 6, model2_overall_score: 5 }, 'tie_case is true, and model1_overall_score'],
  [{ tie_case: false, model1_overall_score: 6, model2_overall_score: 6 }, 'model1_overall_score is 6 while'],
  [{ tie_case: false, model1_dim1_score: 1, model2_dim1_score: 4 }, 'tie_case is false, and model1_dim1_score is 1'],
];

const BLANK = [{}, { ranking: '' }, { human_vote: null }, { ranking: '  ', winner: 'None', vote: [] }];

describe('the judgement of a pair', () => {
  it.each(CERTAIN)('%j is certain', (columns, ranks) => {
    expect(judged({ ...PAIR, ...columns })).toEqual({ ranks, kind: 'understood', reason: undefined });
  });

  it.each(BY_SCORES)('%j says nothing of the whole edits', (columns, byScores) => {
    const { ranks, judgement } = interpretRow({ line: 1, values: { ...PAIR, ...columns } }, imageByPath);
    expect([ranks, judgement]).toEqual([undefined, { kind: 'absent', firstMayBePreferred: true, byScores }]);
  });

  it.each(UNCLEAR)('%j is told, not taken for "the first is better"', (columns, reason) => {
    const found = judged({ ...PAIR, ...columns });
    expect(found).toMatchObject({ ranks: undefined, kind: 'unreadable' });
    expect(found.reason).toContain(reason);
  });

  it.each([
    ...BLANK,
    { human_vote: { ranking: null } },
    { tie_case: false },
    { annotator_id: 3, choice_dist: [0, 0] },
    {
      vote_time: 5,
      preference_user: 'B',
      label_version: 2,
      note: 'a > b, I think',
      meta: { winner: null, label: 'x' },
    },
  ])('%j says nothing', (columns) => {
    const { ranks, judgement } = interpretRow({ line: 1, values: { ...PAIR, ...columns } }, imageByPath);
    expect([ranks, judgement]).toEqual([undefined, { kind: 'absent', firstMayBePreferred: true }]);
  });

  it('is read from the integers of parquet', () => {
    expect(judged({ ...PAIR, ranking: [2n, 1n] }).ranks).toEqual([2, 1]);
    const scores = { model1_dim1_score: 3n, model2_dim1_score: 4n };
    expect(interpretRow({ line: 1, values: { ...PAIR, ...scores } }, imageByPath).judgement).toMatchObject({
      byScores: [2, 1],
    });
    expect(judged({ ...PAIR, tie_case: 1n }).ranks).toEqual([1, 1]);
    expect(judged({ ...PAIR, winner: 2n }).reason).toContain('winner is 2');
  });

  it('means no edit by a name that two have', () => {
    expect(judged({ ...PAIR, model1: 'B', winner: 'B' }).kind).toBe('unreadable');
    expect(judged({ ...PAIR, path2: 'other/a.png', winner: 'a.png' }).kind).toBe('unreadable');
    expect(judged({ ...PAIR, path2: 'other/a.png', winner: 'other/a.png' }).ranks).toEqual([2, 1]);
  });
});

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

describe('the score of a single edit', () => {
  const single = { ...common, output: 'a.png' };
  const scoreOf = (columns: object) => {
    const { candidates, judgement } = interpretRow({ line: 1, values: { ...single, ...columns } }, imageByPath);
    return [candidates[0]?.humanScore, judgement];
  };

  it('is that of an edit in any column', () => {
    for (const columns of [{ path1: 'a.png' }, { paths_generated: ['a.png'] }]) {
      expect(scoreOf({ ...columns, score: 3.5 })).toEqual([3.5, { kind: 'understood' }]);
      expect(scoreOf(columns)).toEqual([undefined, { kind: 'absent', firstMayBePreferred: false }]);
      expect(scoreOf({ ...columns, ranking: 'A>B' })).toEqual([
        undefined,
        expect.objectContaining({ kind: 'unreadable' }),
      ]);
    }
  });

  it('is a number', () => {
    expect(scoreOf({ score: '3.5' })).toEqual([3.5, { kind: 'understood' }]);
    expect(scoreOf({ score: 0, rating: 7 })).toEqual([0, { kind: 'understood' }]);
    expect(scoreOf({ score: 4n })).toEqual([4, { kind: 'understood' }]);
    for (const score of ['', null, NaN, undefined, 'nan']) {
      expect(scoreOf({ score, clip_score: 0.3 })).toEqual([undefined, { kind: 'absent', firstMayBePreferred: false }]);
    }
  });

  it.each<[object, string]>([
    [{ score: [3, 4] }, 'score is "[3,4]", which is not a number.'],
    [{ score: { IF: 3 } }, 'score is "{"IF":3}", which is not a number.'],
    [{ score: true }, 'score is "true", which is not a number.'],
    [{ score: '4/5' }, 'score is "4/5", which is not a number.'],
    [{ score: '3,5' }, 'score is "3,5", which is not a number.'],
    [{ score: Infinity }, 'score is "Infinity", which is not a number.'],
    [{ human_score: 3 }, 'human_score is 3, which is not read. The score of an edit is a number in "score".'],
    [{ overall_rating: 3 }, 'overall_rating is 3, which is not read.'],
    [{ vote: 'good' }, 'vote is "good", which is not read.'],
  ])('%j is told', (columns, reason) => {
    expect(scoreOf(columns)).toEqual([undefined, { kind: 'unreadable', reason: expect.stringContaining(reason) }]);
  });
});

/** Such as one of a column that stands twice: asking for it throws. */
function withBroken(values: Record<string, unknown>, name: string) {
  const get = () => {
    throw new RowError(`The column "${name}" stands twice.`);
  };
  return Object.defineProperty({ ...values }, name, { enumerable: true, get });
}

describe('a cell that cannot be read', () => {
  it.each(['ranking', 'tie_case', 'model1_dim1_score', 'confidence'])('makes a judgement unreadable: %s', (name) => {
    const found = judged(withBroken(PAIR, name));
    expect(found).toEqual({ ranks: undefined, kind: 'unreadable', reason: `The column "${name}" stands twice.` });
  });

  it('is nothing to a row that does not ask for it, and all to one whose picture it is', () => {
    expect(judged(withBroken({ ...PAIR, ranking: 'B>A' }, 'note')).ranks).toEqual([2, 1]);
    expect(judged(withBroken({ ...PAIR, ranking: 'B>A' }, 'confidence')).ranks).toEqual([2, 1]);
    expect(() => judged(withBroken(PAIR, 'path2'))).toThrow('The column "path2" stands twice.');
  });

  it('makes a score unreadable', () => {
    const { judgement } = interpretRow(
      { line: 1, values: withBroken({ ...common, output: 'a' }, 'score') },
      imageByPath,
    );
    expect(judgement).toEqual({ kind: 'unreadable', reason: 'The column "score" stands twice.' });
  });
});

describe('an edit that is missing', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ ...PAIR, path2: '' }, '"path2" is empty, so that the row lacks an edit to compare.'],
    [{ ...PAIR, path2: null, path3: 'c.png' }, '"path2" is empty'],
    [{ ...common, paths_generated: [] }, 'The row has no path in "paths_generated".'],
    [{ ...SIDES, right_output_image: '' }, 'The row has no edited image on the right.'],
    [{ ...BENCH, candidate_1: '' }, '"candidate_1" is empty: the row lacks an edit to compare.'],
  ])('%j is named', (values, message) => {
    expect(() => interpretRow({ line: 1, values }, imageByPath)).toThrow(message);
  });

  it('is none in a table with columns for more', () => {
    expect(interpretRow({ line: 1, values: { ...PAIR, path3: '', path4: null } }, imageByPath).candidates).toHaveLength(
      2,
    );
    const { path2: _, ...one } = PAIR;
    expect(interpretRow({ line: 1, values: one }, imageByPath).candidates).toHaveLength(1);
  });
});
