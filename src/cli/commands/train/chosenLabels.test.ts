import { describe, expect, it } from 'vitest';
import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import { chooseDimensions, labelsOfDataset, type LabelsWish } from './chosenLabels.ts';

type Scores = readonly (readonly (number | undefined)[])[];

function pair(line: number, scores: Scores | undefined, more: Partial<DatasetItem> = {}): DatasetItem {
  const candidates = [0, 1].map((k) => ({
    image: { kind: 'file', name: `${line}-${k}.png` } as const,
    model: undefined,
    humanScore: undefined,
  }));
  const dimensions = scores?.map((ofEdits, d) => ({ name: `dim${d + 1}`, scores: ofEdits }));
  return { line, instruction: 'x', candidates, ranks: undefined, ...(dimensions && { dimensions }), ...more };
}

const model = { id: 'tiny', heads: [{ label: 'Following' }, { label: 'Quality' }] };
const TWO: Scores = [
  [4, 2],
  [1, 3],
];
const NAMED = ['dim1', 'dim2'];

function choose(items: readonly DatasetItem[], more: Partial<LabelsWish> = {}) {
  return chooseDimensions({ file: 'v.json', items, labels: undefined, judgesByFirstDimension: false, model, ...more });
}

describe('what heads learn from', () => {
  it('is the dimensions, where the dataset has any and nothing else is asked for', () => {
    expect(choose([pair(1, TWO)])).toEqual(NAMED);
    expect(choose([pair(1, undefined), pair(2, TWO)])).toEqual(NAMED);
    expect(choose([pair(1, undefined)])).toBeUndefined();
  });

  it('is the whole, where that is asked for', () => {
    expect(choose([pair(1, TWO)], { labels: 'overall' })).toBeUndefined();
    expect(choose([pair(1, TWO)], { judgesByFirstDimension: true })).toBeUndefined();
    expect(choose([pair(1, TWO)], { judgesByFirstDimension: true, labels: 'dimensions' })).toEqual(NAMED);
  });

  it('is a dimension for each head, of which one may be empty', () => {
    expect(choose([pair(1, [[4, 2], []])])).toEqual(NAMED);
    expect(choose([pair(1, [[], []])])).toBeUndefined();
  });

  it('is refused with another number of dimensions than heads, in words that help', () => {
    expect(() => choose([pair(1, [[4, 2]])])).toThrow(
      'v.json has scores of 1 dimension (dim1), and tiny has 2 heads (Following, Quality), each of which learns from its own. Give it a ' +
        'column for each, in that order, which may be empty where nothing is known; or add --labels overall',
    );
    expect(() => choose([pair(1, [...TWO, [1, 1]])])).toThrow('3 dimensions (dim1, dim2, dim3)');
  });

  it('is refused where dimensions are asked for and there are none', () => {
    expect(() => choose([pair(1, undefined)], { labels: 'dimensions' })).toThrow(
      'v.json has no scores of single dimensions. They are in columns such as "model1_dim1_score"',
    );
  });
});

const find = ({ line }: DatasetItem, candidate: number) => ({ row: 10 * line + candidate, source: `s${line}` });

function labels(items: readonly DatasetItem[], loss: 'chance' | 'regression', isOfDimensions: boolean) {
  return labelsOfDataset({ file: 'v.json', items }, find, { loss, isOfDimensions });
}

describe('labels', () => {
  it('are votes, or scores for regression, of dimensions or of the whole', () => {
    const both = [pair(1, TWO, { ranks: [2, 1] })];
    expect(labels(both, 'chance', true).votes.map(({ of, target }) => [of, target])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(labels(both, 'chance', false).votes.map(({ of, target }) => [of, target])).toEqual([['overall', 0]]);
    expect(labels(both, 'regression', true)).toMatchObject({ votes: [], grades: { length: 4 } });
  });

  it('are refused where the dataset holds what another loss learns from', () => {
    expect(() => labels([pair(1, undefined, { ranks: [1, 2] })], 'regression', false)).toThrow(
      'v.json says which pictures are better, and gives no scores.',
    );
    const { candidates, ...rest } = pair(1, undefined);
    const alone = { ...rest, candidates: candidates.slice(0, 1).map((one) => ({ ...one, humanScore: 3 })) };
    expect(() => labels([alone], 'chance', false)).toThrow('Learn from the scores themselves with --loss regression.');
    expect(labels([alone], 'regression', false).grades).toEqual([
      { picture: 10, score: 3, of: 'overall', source: 's1' },
    ]);
  });

  it('are made of one kind alone: votes of many scores of one prompt would fill the memory', () => {
    const { candidates, ...rest } = pair(1, undefined);
    const [one] = candidates;
    if (!one) throw new Error('A pair has candidates.');
    // A hundred million votes.
    const alike = Array.from({ length: 15_000 }, (_, k) => ({
      ...rest,
      line: k + 1,
      candidates: [{ ...one, humanScore: k % 7 }],
    }));
    expect(labels(alike, 'regression', false).grades).toHaveLength(15_000);
  });
});
