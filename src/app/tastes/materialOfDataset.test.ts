import { expect, it } from 'vitest';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { countVotes, materialOfDataset } from './materialOfDataset.ts';

const file = (name: string) => ({ kind: 'file', name }) as const;

function item(line: number, source: string, names: readonly string[], more: Partial<DatasetItem> = {}): DatasetItem {
  return {
    line,
    instruction: 'x',
    source: file(source),
    candidates: names.map((name) => ({ image: file(name), model: undefined, humanScore: undefined })),
    ranks: names.map((_, k) => k + 1),
    ...more,
  };
}

function scored(line: number, source: string, name: string, humanScore: number): DatasetItem {
  return item(line, source, [], {
    ranks: undefined,
    candidates: [{ image: file(name), model: undefined, humanScore }],
  });
}

const ITEMS = [
  item(1, 's', ['a', 'b']),
  item(2, 's', ['b', 'c']),
  // Nobody said anything of these.
  item(3, 's', ['d', 'e'], { ranks: undefined }),
  item(4, 't', ['f', 'g'], { ranks: [1, 1] }),
];

function material(items: readonly DatasetItem[]) {
  return materialOfDataset({
    name: 'votes.json',
    sha256: 'ab',
    items,
    readImage: async ({ name }) => new Blob([name]),
  });
}

const seen = (sha256: string, row: number) => ({ sha256, row });

it('has each judged picture once, as a batch of them is scored, and reads it where it is', async () => {
  const { requests, dataset } = material(ITEMS);
  expect(requests.map(({ source, pictures }) => [source?.name, ...pictures.map(({ name }) => name)])).toEqual([
    ['s', 'a', 'b', 'c'],
    ['t', 'f', 'g'],
  ]);
  expect(await (await requests[0]?.pictures[1]?.read())?.text()).toBe('b');
  expect(new Set(requests.map(({ orientation }) => orientation))).toEqual(new Set(['official']));
  expect(await dataset()).toEqual({ name: 'votes.json', sha256: 'ab' });
});

it('has the votes on what was seen; sources with a picture in common are one', () => {
  const votes = material(ITEMS).votesOn([
    { sourceSha256: '5', pictures: [seen('a', 0), seen('b', 1), undefined] },
    { sourceSha256: '6', pictures: [seen('a', 2), seen('g', 3)] },
  ]);
  expect(votes.map(({ first, second, target }) => [first, second, target])).toEqual([
    [0, 1, 1],
    [2, 3, 0.5],
  ]);
  expect(new Set(votes.map(({ source }) => source)).size).toBe(1);
});

it('counts what there is to learn from, before anything is looked at', () => {
  expect(countVotes(ITEMS)).toEqual({ votes: 3, sources: 2 });
  expect(countVotes([scored(1, 's', 'a', 3), scored(2, 's', 'b', 4), scored(3, 't', 'c', 1)])).toEqual({
    votes: 1,
    sources: 1,
  });
  expect(countVotes([item(1, 's', ['a', 'b'], { ranks: undefined })])).toEqual({ votes: 0, sources: 0 });
});
