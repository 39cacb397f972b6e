import { describe, expect, it } from 'vitest';
import { imageByPath, interpretRow } from './interpretRow.ts';
import { BLANK, judged, PAIR } from './judgeSamples.ts';

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
