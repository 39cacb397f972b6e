import { describe, expect, it } from 'vitest';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { datasetReport } from '../datasetReport.ts';
import { editorTables } from './editorTables.ts';
import { wordsOf } from './editorWords.ts';

function item(line: number, category: string | undefined, ...rewards: number[]): ResultItem {
  const one = resultItem(
    line,
    rewards.map((reward) => ({ reward })),
    { models: ['a', 'b'] },
  );
  return { ...one, item: { ...one.item, ...(category !== undefined && { category }) } };
}

describe('editors by category', () => {
  it('have means and wins over the sources of each', () => {
    const { editors } = datasetReport([
      item(1, 'people', 3, 1),
      item(2, 'people', 5, 1),
      item(3, 'text', 0, 2),
      item(4, undefined, 9, 9),
    ]);
    expect(editors?.categories.map(({ category, sources, editors: its }) => [category, sources, its])).toMatchObject([
      [
        'people',
        2,
        [
          { editor: 'a', reward: { value: 4, count: 2 }, wins: { value: 1 } },
          { editor: 'b', reward: { value: 1 } },
        ],
      ],
      ['text', 1, [{ editor: 'a', reward: { value: 0, interval: undefined }, wins: { value: 0 } }, { editor: 'b' }]],
    ]);
    const table = editors && editorTables(editors, wordsOf(false)).find(({ of }) => of === 'categories');
    expect(table?.columns).toEqual(['Category', 'a', 'b', 'Sources']);
    expect(table?.rows[1]).toEqual(['text', '0.00', '2.00', '1']);
  });

  it('are none where the dataset names none, or one', () => {
    const none = datasetReport([item(1, undefined, 1, 2), item(2, undefined, 1, 2)]).editors;
    const one = datasetReport([item(1, 'people', 1, 2), item(2, 'people', 1, 2)]).editors;
    expect([none?.categories, one?.categories]).toEqual([[], []]);
    expect(one && editorTables(one, wordsOf(false)).map(({ of }) => of)).toEqual(['editors', 'pairs']);
  });
});
