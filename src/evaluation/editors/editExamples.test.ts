import { describe, expect, it } from 'vitest';
import { editExamples } from './editExamples.ts';
import type { EditorEdit } from './editsOfRequest.ts';

const edit = (line: number, reward: number): EditorEdit => ({ line, image: `${line}.png`, score: { reward } });
const lines = (examples: readonly { readonly line: number }[]) => examples.map(({ line }) => line);

describe('editExamples', () => {
  it('are the three highest and the three lowest rewards, from either end', () => {
    const { best, worst } = editExamples([[edit(1, 4), edit(2, -1)], [edit(3, 9)], [edit(4, 0)], [edit(5, 7)]]);
    expect(best).toEqual([
      { line: 3, edited: '3.png', reward: 9 },
      { line: 5, edited: '5.png', reward: 7 },
      { line: 1, edited: '1.png', reward: 4 },
    ]);
    expect(lines(worst)).toEqual([2, 4, 1]);
  });

  it('have of equal rewards the first as the best, and the last as the worst', () => {
    const { best, worst } = editExamples([[edit(1, 2), edit(2, 2), edit(3, 2)], [edit(4, 2)]]);
    expect([lines(best), lines(worst)]).toEqual([
      [1, 2, 3],
      [4, 3, 2],
    ]);
  });

  it('are all that there are of fewer edits', () => {
    const { best, worst } = editExamples([[edit(1, 2)], [edit(2, 3)]]);
    expect([lines(best), lines(worst)]).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });
});
