import { describe, expect, it } from 'vitest';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { votesOfDimensions, votesOfItems } from './votesOfItems.ts';

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
  const votes = votesOfItems([item(1, 3, { ranks: [1, 2, 2] })], find);
  const of = { of: 'overall', source: 's1' };
  expect(votes).toEqual([
    { first: 10, second: 11, target: 1, ...of },
    { first: 10, second: 12, target: 1, ...of },
    { first: 11, second: 12, target: 0.5, ...of },
  ]);
});

it('how many chose each makes a soft vote, where it agrees with the order', () => {
  const items = [item(1, 2, { ranks: [1, 2], votes: [8, 2] }), item(2, 2, { ranks: [1, 2], votes: [1, 3] })];
  expect(votesOfItems(items, find).map(({ target }) => target)).toEqual([0.8, 1]);
});

it('leaves out what has no features, and a picture against itself', () => {
  const pair = item(1, 2, { ranks: [1, 2] });
  expect(votesOfItems([pair], () => undefined)).toEqual([]);
  expect(votesOfItems([pair], () => ({ row: 1, source: 's' }))).toEqual([]);
});

function scored(line: number, instruction: string, humanScore: number): DatasetItem {
  const { candidates, ...rest } = item(line, 1, { instruction });
  return { ...rest, candidates: candidates.map((candidate) => ({ ...candidate, humanScore })) };
}

it('of pictures that were scored one by one, each two of one request are a vote', () => {
  const items = [scored(1, 'x', 2), scored(2, 'x', 4), scored(3, 'y', 1), scored(4, 'x', 4)];
  const found = votesOfItems(items, find).map(({ first, second, target }) => [first, second, target]);
  expect(found).toEqual([
    [10, 20, 0],
    [10, 40, 0],
    [20, 40, 0.5],
  ]);
});

function rated(line: number, instruction: string, score: number): DatasetItem {
  return item(line, 1, { instruction, dimensions: [{ name: 'dim1', scores: [score] }] });
}

describe('scores of dimensions', () => {
  const two = [
    { name: 'dim1', scores: [4, 2] },
    { name: 'dim2', scores: [1, 3] },
  ];

  it('are votes of the heads at their places, whatever the order of the whole is', () => {
    const votes = votesOfDimensions([item(1, 2, { ranks: [2, 1], dimensions: two })], find);
    const pair = { first: 10, second: 11, source: 's1' };
    expect(votes).toEqual([
      { ...pair, target: 1, of: 0 },
      { ...pair, target: 0, of: 1 },
    ]);
  });

  it('that are equal are a tie, and one that is missing says nothing', () => {
    const dimensions = [
      { name: 'dim1', scores: [3, 3, 5] },
      { name: 'dim2', scores: [2, undefined, 0] },
    ];
    const found = votesOfDimensions([item(1, 3, { dimensions })], find).map(({ first, second, target, of }) => [
      first,
      second,
      target,
      of,
    ]);
    expect(found).toEqual([
      [10, 11, 0.5, 0],
      [10, 12, 0, 0],
      [11, 12, 0, 0],
      [10, 12, 1, 1],
    ]);
  });

  it('of pictures that were scored one by one are votes among those of one request', () => {
    const votes = votesOfDimensions([rated(1, 'x', 2), rated(2, 'y', 9), rated(3, 'x', 4)], find);
    expect(votes).toEqual([{ first: 10, second: 30, target: 0, of: 0, source: 's1' }]);
  });

  it('of pairs are no votes across pairs, which nobody compared', () => {
    const items = [item(1, 2, { dimensions: two }), item(2, 2, { dimensions: two })];
    expect(votesOfDimensions(items, find)).toHaveLength(4);
  });
});
