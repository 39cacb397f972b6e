import { expect, it } from 'vitest';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { gradesOfDimensions, gradesOfItems } from './gradesOfItems.ts';
import type { FindFeatures } from './votesOfItems.ts';

function single(line: number, humanScore: number | undefined): DatasetItem {
  const image = { kind: 'file', name: `${line}.png` } as const;
  return { line, instruction: 'x', candidates: [{ image, model: undefined, humanScore }], ranks: undefined };
}

const find: FindFeatures = ({ line }, candidate) => ({ row: 10 * line + candidate, source: `s${line}` });

const findSame: FindFeatures = () => ({ row: 7, source: 's' });

it('each picture with a score is a grade of the whole', () => {
  expect(gradesOfItems([single(1, 3.5), single(2, undefined), single(3, 0)], find)).toEqual([
    { picture: 10, score: 3.5, of: 'overall', source: 's1' },
    { picture: 30, score: 0, of: 'overall', source: 's3' },
  ]);
});

it('without features there is no grade', () => {
  expect(gradesOfItems([single(1, 3)], () => undefined)).toEqual([]);
});

it('scores of dimensions are grades of the heads at their places', () => {
  const { candidates, ...rest } = single(1, undefined);
  const dimensions = [
    { name: 'dim1', scores: [4, 2] },
    { name: 'dim2', scores: [undefined, 1] },
  ];
  const pair = { ...rest, candidates: [...candidates, ...candidates], dimensions };
  expect(gradesOfDimensions([pair], find)).toEqual([
    { picture: 10, score: 4, of: 0, source: 's1' },
    { picture: 11, score: 2, of: 0, source: 's1' },
    { picture: 11, score: 1, of: 1, source: 's1' },
  ]);
});

it('a picture that was scored several times is one grade, of the mean', () => {
  expect(gradesOfItems([single(1, 2), single(2, 5), single(3, 5)], findSame)).toEqual([
    { picture: 7, score: 4, of: 'overall', source: 's' },
  ]);
});
