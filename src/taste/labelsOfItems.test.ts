import { expect, it } from 'vitest';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { labelsOfItems } from './labelsOfItems.ts';

function item(line: number, count: number, more: Partial<DatasetItem>): DatasetItem {
  const candidates = Array.from({ length: count }, (_, k) => ({
    image: { kind: 'file', name: `${line}-${k}.png` } as const,
    model: undefined,
    humanScore: undefined,
  }));
  return { line, instruction: 'x', candidates, ranks: undefined, ...more };
}

const find = ({ line }: DatasetItem, candidate: number) => ({ row: 10 * line + candidate, source: `s${line}` });

it('each two of a ranking are a vote, ties one half', () => {
  const { votes } = labelsOfItems([item(1, 3, { ranks: [1, 2, 2] })], find);
  const of = { of: 'overall', source: 's1' };
  expect(votes).toEqual([
    { first: 10, second: 11, target: 1, ...of },
    { first: 10, second: 12, target: 1, ...of },
    { first: 11, second: 12, target: 0.5, ...of },
  ]);
});

it('how many chose each makes a soft vote, where it agrees with the order', () => {
  const items = [item(1, 2, { ranks: [1, 2], votes: [8, 2] }), item(2, 2, { ranks: [1, 2], votes: [1, 3] })];
  expect(labelsOfItems(items, find).votes.map(({ target }) => target)).toEqual([0.8, 1]);
});

it('leaves out what has no features, and a picture against itself', () => {
  const pair = item(1, 2, { ranks: [1, 2] });
  expect(labelsOfItems([pair], () => undefined).votes).toEqual([]);
  expect(labelsOfItems([pair], () => ({ row: 1, source: 's' })).votes).toEqual([]);
});

it('scores of single pictures are grades', () => {
  const [candidate] = item(3, 1, {}).candidates;
  const scored = item(3, 1, candidate ? { candidates: [{ ...candidate, humanScore: 3.5 }] } : {});
  expect(labelsOfItems([scored], find).grades).toEqual([{ picture: 30, score: 3.5, of: 'overall', source: 's3' }]);
});
