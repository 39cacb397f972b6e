import { describe, expect, it } from 'vitest';
import { imageByPath, interpretRow } from './interpretRow.ts';
import { RowError } from './row.ts';
import { BENCH, common, judged, PAIR, SIDES } from './judgeSamples.ts';

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
