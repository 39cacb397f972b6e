import { describe, expect, it } from 'vitest';
import { preferenceAnswers, preferenceText } from './preferenceText.ts';

const bare = { bare: 60, withScores: 0 };
const scored = { bare: 20, withScores: 40 };
const question = { judged: 0, chosen: undefined, kind: 'edits' } as const;

describe('what is asked of pairs of which nobody says anything', () => {
  it('assumes nothing', () => {
    const text = '60 pairs do not say which edit is better, so no figure counts them. Which edit is preferred?';
    expect(preferenceText({ ...question, open: bare })).toBe(text);
    expect(preferenceText({ ...question, open: bare, chosen: 'none' })).toBe(text);
    expect(preferenceText({ ...question, open: { bare: 1, withScores: 0 }, judged: 1200 })).toBe(
      '1 pair does not say which edit is better (1,200 do), so no figure counts it. Which edit is preferred?',
    );
    expect(preferenceText({ ...question, open: bare, kind: 'textToImage' })).toContain('which picture is better');
  });

  it('says what the choice does', () => {
    expect(preferenceText({ ...question, open: bare, judged: 1, chosen: 'path1' })).toBe(
      '60 pairs do not say which edit is better (1 does). In them the first edit counts as the preferred ' +
        'one, and every report and export says so.',
    );
    expect(preferenceText({ ...question, open: scored, chosen: 'scores' })).toBe(
      '60 pairs do not say which edit is better. In 40 of them the edit with the higher score of the first dimension ' +
        'counts as the preferred one, and every report and export says so.',
    );
  });

  it('offers scores where there are any', () => {
    expect(preferenceAnswers(bare, 'edits').map(({ answer }) => answer)).toEqual(['none', 'path1']);
    expect(preferenceAnswers(scored, 'edits').map(({ answer }) => answer)).toEqual(['none', 'path1', 'scores']);
    expect(preferenceAnswers(bare, 'textToImage')[1]?.label).toBe("The first picture, as in HPDv3's files");
  });
});
