import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

const docs = await readFile('docs/datasets.md', 'utf8');
const examples = [...docs.matchAll(/^```(?:csv|json)\n(.*?)^```$/gms)].map(([, text = '']) => text);

describe('the examples of docs/datasets.md', () => {
  it.each([
    ['a table of single edits', 0, [['flux'], ['omni']]],
    ['pairs', 1, Array.from({ length: 3 }, () => ['flux', 'omni'])],
    ['K-way sets', 2, Array.from({ length: 3 }, () => ['flux', 'omni'])],
  ])('are read with their editors: %s', async (_, place, models) => {
    const source = bytesSource('example', new TextEncoder().encode(examples[place]));
    const { items, problems } = await readDataset(source);
    expect(problems).toEqual([]);
    expect(items.map(({ candidates }) => candidates.map(({ model }) => model))).toEqual(models);
    expect(items.map(({ source: image }) => image?.name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^photos\/\d\.png$/)]),
    );
  });
});
