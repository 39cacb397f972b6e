import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planRequests } from '../../../batch/planRequests.ts';
import { entryKey } from '../../../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../../../core/dataset/pictureOutcome.ts';
import type { ColumnMapping } from '../../../core/dataset/columnMapping.ts';
import { joinThatCounts, mergeCommand, openDataset, requestsThatCount } from './openDataset.ts';

const pair = { prompt: 'a fox', path1: '1.png', path2: '2.png', model1: 'x', model2: 'y' };
/** The third shows a picture of the first. */
const rows = [
  { ...pair, confidence: 0.5 },
  { ...pair, path1: '3.png', path2: '4.png', confidence: null },
  { ...pair, path1: '2.png', path2: '5.png', confidence: 0.97 },
];

let root = '';
let manifest = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-manifest-'));
  manifest = join(root, 'train.json');
  await writeFile(manifest, rows.map((row) => JSON.stringify(row)).join('\n'));
});
afterAll(() => rm(root, { recursive: true }));

describe('openDataset', () => {
  it('counts all by default', async () => {
    const { dataset, allItems, confidence, name, label, images } = await openDataset({
      manifest,
      preference: 'none',
    });
    expect(dataset.items.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect([dataset.items.length === allItems.length, confidence]).toEqual([true, undefined]);
    expect([name, label, images]).toEqual(['train', manifest, root]);
  });

  it('leaves out what people were less sure of, and changes nothing that is kept', async () => {
    const opened = await openDataset({ manifest, preference: 'none', minConfidence: 0.95 });
    expect(opened.dataset.items.map(({ line }) => line)).toEqual([3]);
    expect(opened.confidence).toEqual({ least: 0.95, leftOut: 2 });
    const requests = requestsThatCount(planRequests(opened.allItems), opened);
    const pictures = requests.flatMap((request) => request.pictures);
    expect(pictures.map(({ image, uses: [first] }) => [image.name, entryKey(first)])).toEqual([
      ['2.png', '1/1'],
      ['5.png', '3/1'],
    ]);
    const outcomes = new Map<string, PictureOutcome>(
      ['1/1', '3/1'].map((key) => [key, { error: { name: 'X', message: `bad ${key}` } }]),
    );
    expect(joinThatCounts(opened, (key) => outcomes.get(entryKey(key)))).toEqual({
      scored: [],
      unscored: [{ line: 3, message: 'bad 1/1' }],
    });
  });
});

it('writes the command that joins the parts of a choice', () => {
  expect(mergeCommand({ manifest: 'a.json', preference: 'none' }, 'o')).toBe(
    'editreward merge --manifest a.json --out o',
  );
  expect(mergeCommand({ manifest: 'a.json', preference: 'path1', minConfidence: 0.95 }, 'o')).toBe(
    'editreward merge --manifest a.json --out o --preference path1 --min-confidence 0.95',
  );
  expect(mergeCommand({ folders: ['a', 'b'], preference: 'none' }, 'o')).toBe(
    'editreward merge --folder a --folder b --out o',
  );
  const columns: ColumnMapping = [
    { role: 'instruction', column: "what's asked" },
    { role: 'edited', column: 'out' },
  ];
  expect(mergeCommand({ manifest: 'my set.csv', columns, preference: 'none' }, 'the results')).toBe(
    "editreward merge --manifest 'my set.csv' --out 'the results' --columns 'instruction=what'\\''s asked,edited=out'",
  );
});
