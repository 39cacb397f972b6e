import { describe, expect, it } from 'vitest';
import { planRequests } from '../../../batch/planRequests.ts';
import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../../../core/dataset/pictureOutcome.ts';
import { editScore } from '../../../testing/scoreForTest.ts';
import { batchRows } from './batchRows.ts';
import { DEFAULT_OPTIONS, dependsOnOutcomes, groupedBy, tableView, type TableOptions } from './tableView.ts';

function item(line: number, instruction: string, source: string, ...models: string[]): DatasetItem {
  return {
    line,
    instruction,
    source: { kind: 'file', name: source },
    candidates: models.map((model) => ({
      image: { kind: 'file', name: `${line}-${model}.png` },
      model,
      humanScore: undefined,
    })),
    ranks: undefined,
  };
}

const items = [
  item(1, 'Paint it RED', 's', 'b', 'a'),
  item(2, 'Remove it', 's', 'c'),
  item(3, 'Paint it red', 't', 'a'),
];
const rows = batchRows(items, planRequests(items));

function scored(mu: number): PictureOutcome {
  return { score: editScore({ mu, logSigma: -mu }, { mu, logSigma: -mu }) };
}
const outcomes = new Map([
  ['1/0', scored(1)],
  ['1/1', { error: { name: 'E', message: 'damaged' } }],
  ['2/0', scored(3)],
]);

function view(options: Partial<TableOptions>) {
  return tableView(rows, { ...DEFAULT_OPTIONS, ...options }, ({ outcomeKey }) => outcomes.get(outcomeKey));
}

describe('tableView', () => {
  it('stands in the order of the dataset at first', () => expect(view({})).toEqual([0, 1, 2, 3]));

  it.each([
    ['reward', false, [0, 2, 1, 3]],
    ['reward', true, [2, 0, 1, 3]],
    ['sigma', false, [2, 0, 1, 3]],
    ['model', false, [1, 3, 0, 2]],
    ['model', true, [2, 0, 1, 3]],
    ['line', true, [3, 2, 1, 0]],
  ] as const)('sorts by %s, descending: %s; what has no value comes last', (sort, descending, expected) => {
    expect(view({ sort, descending })).toEqual(expected);
  });

  it('filters by words and by status', () => {
    expect(view({ text: 'paint  RED' })).toEqual([0, 1, 3]);
    expect(view({ text: 'red 3-a' })).toEqual([3]);
    expect(view({ status: 'failed' })).toEqual([1]);
    expect(view({ status: 'waiting' })).toEqual([3]);
    expect(view({ status: 'scored', text: 'remove' })).toEqual([2]);
  });

  it('groups what is left, in the order of the sort', () => {
    expect(view({ grouping: 'source', sort: 'reward', descending: true })).toEqual([
      { title: 's', count: 3 },
      2,
      0,
      1,
      { title: 't', count: 1 },
      3,
    ]);
    expect(view({ grouping: 'instruction', text: 'paint' })).toEqual([
      { title: 'Paint it RED', count: 2 },
      0,
      1,
      { title: 'Paint it red', count: 1 },
      3,
    ]);
  });

  it('groups by editor, the best of each first', () => {
    expect(groupedBy('editor', DEFAULT_OPTIONS)).toEqual({ grouping: 'editor', sort: 'reward', descending: true });
    expect(groupedBy('editor', { sort: 'file' })).toEqual({ grouping: 'editor' });
    expect(groupedBy('source', DEFAULT_OPTIONS)).toEqual({ grouping: 'source' });
    expect(view({ grouping: 'editor', sort: 'model' })).toEqual([
      { title: 'a', count: 2 },
      1,
      3,
      { title: 'b', count: 1 },
      0,
      { title: 'c', count: 1 },
      2,
    ]);
  });

  it('knows when outcomes change it', () => {
    expect(dependsOnOutcomes(DEFAULT_OPTIONS)).toBe(false);
    expect(dependsOnOutcomes({ ...DEFAULT_OPTIONS, status: 'failed' })).toBe(true);
    expect(dependsOnOutcomes({ ...DEFAULT_OPTIONS, sort: 'reward' })).toBe(true);
  });
});

describe('batchRows', () => {
  it('gives a picture that several items show one outcome', () => {
    const twice = [
      item(1, 'p', 's', 'a'),
      { ...item(2, 'p', 's', 'a'), candidates: item(1, 'p', 's', 'a').candidates },
    ];
    expect(batchRows(twice, planRequests(twice)).map(({ outcomeKey }) => outcomeKey)).toEqual(['1/0', '1/0']);
  });
});
