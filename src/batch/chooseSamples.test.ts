import { expect, it } from 'vitest';
import { chooseSamples } from './chooseSamples.ts';
import type { DatasetRequest } from './planRequests.ts';

const file = (name: string) => ({ kind: 'file', name }) as const;

function request(index: number, pictures: number): DatasetRequest {
  return {
    instruction: `text ${index}`,
    source: file(`${index}.png`),
    pictures: Array.from({ length: pictures }, (_, picture) => ({
      image: file(`${index}-${picture}.png`),
      uses: [{ line: index, candidate: picture }],
    })),
  };
}

it('chooses 16 at most, from the first to the last, of one editor after the other', () => {
  const chosen = chooseSamples(Array.from({ length: 40 }, (_, index) => request(index, 3)));
  const names = '0-0 2-1 5-2 7-0 10-1 12-2 15-0 17-1 20-2 22-0 25-1 27-2 30-0 32-1 35-2 37-0'.split(' ');
  expect(chosen.map(({ picture }) => picture.name)).toEqual(names.map((name) => `${name}.png`));
  expect(chosen[1]).toMatchObject({ instruction: 'text 2', source: file('2.png') });
});

it('takes one of each request where there are fewer', () => {
  expect(chooseSamples([request(0, 1), request(1, 1)]).map(({ picture }) => picture.name)).toEqual([
    '0-0.png',
    '1-0.png',
  ]);
  expect(chooseSamples([])).toEqual([]);
});
