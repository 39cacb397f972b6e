import { expect, it } from 'vitest';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { judgedItems } from './judgedItems.ts';

function item(line: number, more: Partial<DatasetItem>, humanScore?: number): DatasetItem {
  const candidates = [{ image: { kind: 'file', name: 'a.png' } as const, model: undefined, humanScore }];
  return { line, instruction: 'x', candidates, ranks: undefined, ...more };
}

it('are those with ranks, a score, or a score of any dimension', () => {
  const items = [
    item(1, {}),
    item(2, { ranks: [1] }),
    item(3, {}, 0),
    item(4, { dimensions: [{ name: 'dim1', scores: [undefined] }] }),
    item(5, { dimensions: [{ name: 'dim1', scores: [undefined, 0] }] }),
  ];
  expect(judgedItems(items).map(({ line }) => line)).toEqual([2, 3, 5]);
});
