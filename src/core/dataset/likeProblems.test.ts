import { describe, expect, it } from 'vitest';
import { likeProblems, linesText } from './likeProblems.ts';

describe('likeProblems', () => {
  it('joins those that say the same, in the order in which they come', () => {
    const problems = [
      { line: 2, message: 'No source.' },
      { line: 3, message: 'No edit.' },
      { line: 7, message: 'No source.' },
    ];
    expect(likeProblems(problems)).toEqual([
      { message: 'No source.', lines: [2, 7] },
      { message: 'No edit.', lines: [3] },
    ]);
    expect(likeProblems([])).toEqual([]);
  });

  it('joins those that say the same of another picture, and counts these', () => {
    const missing = [1, 2, 3].flatMap((line) =>
      ['flux', 'omni'].map((editor) => ({ line, message: `${editor}/${line}.png is not in set. Put it there.` })),
    );
    expect(likeProblems(missing)).toEqual([
      { message: 'flux/1.png is not in set. Put it there. The same of 5 other pictures.', lines: [1, 2, 3] },
    ]);
    const damaged = { line: 4, message: 'flux/4.png is damaged.' };
    expect(likeProblems([...missing.slice(0, 2), damaged])).toEqual([
      { message: 'flux/1.png is not in set. Put it there. The same of 1 other picture.', lines: [1] },
      { message: 'flux/4.png is damaged.', lines: [4] },
    ]);
  });
});

describe('linesText', () => {
  it.each([
    [[12], 'line 12'],
    [[2, 3], '2 rows (lines 2 and 3)'],
    [[2, 5, 9], '3 rows (lines 2, 5 and 9)'],
    [[2, 3, 4, 5], '4 rows (lines 2 to 5)'],
    [[2, 5, 9, 10], '4 rows (lines 2, 5, 9 and 1 more)'],
    [Array.from({ length: 1200 }, (_, k) => k + 2), '1,200 rows (lines 2 to 1201)'],
    [Array.from({ length: 1200 }, (_, k) => 2 * k), '1,200 rows (lines 0, 2, 4 and 1,197 more)'],
  ])('of %j', (lines, text) => {
    expect(linesText(lines)).toBe(text);
  });
});
