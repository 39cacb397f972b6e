import { describe, expect, it } from 'vitest';
import { createRowCollector } from './rowCollector.ts';
import { imageByPath } from './interpretRow.ts';
import { dimensionsOf } from './dimensionScores.ts';
import { rowValues } from './row.ts';

const PAIR = { instruction: 'x', path_src: 's.png', path1: 'a.png', path2: 'b.png' };

function read(values: Readonly<Record<string, unknown>>, count = 2) {
  return dimensionsOf({ line: 1, values }, count);
}

describe('scores of dimensions', () => {
  it('are read of each edit, as numbers or as texts of numbers', () => {
    const scores = { model1_dim1_score: 4, model1_dim2_score: '2.5', model2_dim1_score: 3n, model2_dim2_score: ' 4 ' };
    expect(read(scores)).toEqual({
      dimensions: [
        { name: 'dim1', scores: [4, 3] },
        { name: 'dim2', scores: [2.5, 4] },
      ],
      problems: [],
    });
  });

  it('are as many as the highest number, whichever are empty', () => {
    expect(read({ model1_dim3_score: null, model2_dim1_score: 1, model1_dim1_score: 2 })?.dimensions).toEqual([
      { name: 'dim1', scores: [2, 1] },
      { name: 'dim2', scores: [undefined, undefined] },
      { name: 'dim3', scores: [undefined, undefined] },
    ]);
  });

  it('of the left and the right edit are called as EditReward-Data calls them', () => {
    const values = {
      left_instruction_following_score: 3,
      right_instruction_following_score: 1,
      left_quality_aesthetic_score: 2,
      right_quality_aesthetic_score: 4,
      left_overall_score: 5,
      right_overall_score: 5,
    };
    expect(read(values)?.dimensions).toEqual([
      { name: 'instruction_following', scores: [3, 1] },
      { name: 'quality_aesthetic', scores: [2, 4] },
    ]);
  });

  it('of a single edit need no number of the edit', () => {
    expect(read({ dim1_score: 7, dim2_score: 1 }, 1)?.dimensions).toEqual([
      { name: 'dim1', scores: [7] },
      { name: 'dim2', scores: [1] },
    ]);
    expect(read({ dim1_score: 7 }, 2)).toBeUndefined();
  });

  it('of three edits are each their own', () => {
    const values = { model1_dim1_score: 1, model2_dim1_score: 2, model3_dim1_score: 3 };
    expect(read(values, 3)?.dimensions).toEqual([{ name: 'dim1', scores: [1, 2, 3] }]);
  });

  it('are none where no column is of a dimension', () => {
    expect(read({ model1_overall_score: 3, model2_overall_score: 4, model1_dim0_score: 1 })).toBeUndefined();
  });
});

describe('a cell that holds no number', () => {
  it.each([NaN, '', ' ', null, 'None', 'nan'])('%j is missing', (value) => {
    expect(read({ model1_dim1_score: value, model2_dim1_score: value })).toEqual({
      dimensions: [{ name: 'dim1', scores: [undefined, undefined] }],
      problems: [],
    });
  });

  it.each(['good', '3,5', true, Infinity, [4]])('%j is told, and counts as missing', (value) => {
    const found = read({ model1_dim1_score: value, model2_dim1_score: 2 });
    expect(found?.dimensions).toEqual([{ name: 'dim1', scores: [undefined, 2] }]);
    expect(found?.problems).toEqual([
      expect.stringMatching(/^model1_dim1_score is .*not a number\. It counts as missing\.$/),
    ]);
  });

  it('is told where the other edit has a score', () => {
    expect(read({ model1_dim1_score: 4, model2_dim1_score: '' })?.problems).toEqual([
      'model2_dim1_score is missing, though another edit of the row has that score: nothing is learned of which is better in it.',
    ]);
  });

  it('is told where a column stands twice', () => {
    const values = rowValues([
      ['model1_dim1_score', 1],
      ['Model1_Dim1_Score', 2],
      ['model2_dim1_score', 2],
    ]);
    expect(read(values)?.problems).toEqual([expect.stringContaining('stands twice')]);
  });
});

describe('rows', () => {
  const scores = { model1_dim1_score: 'bad', model2_dim1_score: 2 };

  it('hold dimensions, and tell of them, only where they are asked for', () => {
    const datasets = [true, false].map((dimensions) => {
      const rows = createRowCollector(imageByPath, { dimensions });
      rows.row({ line: 7, values: { ...PAIR, ...scores } });
      return rows.finish();
    });
    expect(datasets.map(({ items: [item] }) => item?.dimensions)).toEqual([
      [{ name: 'dim1', scores: [undefined, 2] }],
      undefined,
    ]);
    expect(datasets.map(({ notices }) => notices.map(({ line }) => line))).toEqual([[7], []]);
  });

  it('of pictures without a source hold them too', () => {
    const rows = createRowCollector(imageByPath, { dimensions: true });
    rows.row({ line: 1, values: { prompt: 'a cat', output_path: 'a.png', dim1_score: 3 } });
    expect(rows.finish().items[0]?.dimensions).toEqual([{ name: 'dim1', scores: [3] }]);
  });
});
