import { describe, expect, it } from 'vitest';
import { assumptionNotes, judgementCountsText, judgesOf, layoutNotes, missingJudgements } from './judgementText.ts';

const none = { understood: 0, absent: 0, assumed: 0, unreadable: 0, unknown: 0 };

describe('what is said of judgements', () => {
  it('counts them, those by people always', () => {
    expect(judgementCountsText({ ...none, understood: 1200, absent: 60, unreadable: 3 })).toBe(
      '1,200 understood, 60 absent, 3 not understood',
    );
    expect(judgementCountsText({ ...none, assumed: 2, unknown: 1 })).toBe(
      '0 understood, 2 assumed, 1 of unknown origin',
    );
  });

  it('names what was assumed, and what may have been', () => {
    expect(assumptionNotes({ ...none, understood: 4, absent: 2 })).toEqual([]);
    expect(assumptionNotes({ ...none, assumed: 60 })).toEqual([
      'In all 60 judged items nothing says which edit is better. The first one counts as preferred, as was ' +
        'chosen; no person is known to have judged so.',
    ]);
    const [first, second] = assumptionNotes({ ...none, understood: 1, assumed: 2, unknown: 3 });
    expect(first).toMatch(/^In 2 of 6 judged items nothing says/);
    expect(second).toMatch(/^In 3 of 6 judged items perhaps nobody said which edit is better\./);
  });

  it('names what the layout of a dataset says', () => {
    expect(judgementCountsText({ ...none, layout: 7 })).toBe('0 understood, 7 by the layout of the dataset');
    expect(layoutNotes(none)).toEqual([]);
    expect(layoutNotes({ ...none, understood: 1, layout: 7 })).toEqual([
      "In 7 of 8 judged items the first picture is the preferred one because the dataset has the layout of HPDv3's files, all " +
        'of which put it first.',
    ]);
    expect(assumptionNotes({ ...none, layout: 7 })).toEqual([]);
    expect(judgesOf({ ...none, layout: 7 })).toBe('people');
  });

  it('names scores of the first dimension, where they were chosen', () => {
    expect(judgementCountsText({ ...none, scores: 7 })).toBe('0 understood, 7 by scores of the first dimension');
    expect(assumptionNotes({ ...none, understood: 1, scores: 7 })).toEqual([
      'In 7 of 8 judged items nothing says which edit is better as a whole. The one with the higher score of the first ' +
        'dimension counts as preferred, as was chosen, and equal scores count as a tie.',
    ]);
    expect(judgesOf({ ...none, scores: 7 })).toBe('the scores of the first dimension');
    expect(judgesOf({ ...none, understood: 1, scores: 7 })).toBe(
      'people and, where nothing is said, the scores of the first dimension',
    );
  });

  it('says whose order it is', () => {
    expect(judgesOf({ ...none, understood: 2, absent: 1 })).toBe('people');
    expect(judgesOf({ ...none, assumed: 1, absent: 1 })).toBe('the place of the edits');
    expect(judgesOf({ ...none, assumed: 1, understood: 1 })).toBe(
      'people and, where nothing is said, the place of the edits',
    );
    expect(judgesOf({ ...none, unknown: 1, understood: 1 })).toBe('people, as far as is known');
  });

  it('says why there is no figure', () => {
    expect(missingJudgements({ ...none, absent: 60, unreadable: 3 })).toBe(
      '60 items hold no judgement and 3 one that was not understood',
    );
    expect(missingJudgements({ ...none, unreadable: 1 })).toBe('1 item holds a judgement that was not understood');
    expect(missingJudgements({ ...none, understood: 1 })).toBeUndefined();
  });
});
