import { appendFile, mkdtemp, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FeatureFile, type FeatureShape } from './featureFile.ts';
import { featureKey } from './keepFeatures.ts';

const SHAPE: FeatureShape = { features: 1, manifestSha256: 'm', maxPixels: null, prompts: 2, hidden: 3 };
const [FIRST, SECOND] = ['a'.repeat(64), 'b'.repeat(64)];

let root = '';
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'editreward-features-'))));
afterAll(() => rm(root, { recursive: true }));

const states = (from: number) => [0, 3].map((k) => Float32Array.of(from + k, from + k + 1, from + k + 2));

it('gives back what was added, after it is opened again, without a record that was cut off', async () => {
  const path = join(root, 'kept/features.bin');
  const kept = await FeatureFile.open(path, SHAPE);
  kept.add(FIRST, states(0));
  kept.add(SECOND, states(10));
  kept.add(FIRST, states(99));
  const { size } = await stat(path);
  await appendFile(path, Buffer.alloc(20));
  const again = await FeatureFile.open(path, SHAPE);
  expect((await stat(path)).size).toBe(size);
  expect([again.has(FIRST), again.has('c'.repeat(64))]).toEqual([true, false]);
  expect(again.read([SECOND, FIRST]).map(({ values }) => [...values])).toEqual([
    [10, 11, 12, 0, 1, 2],
    [13, 14, 15, 3, 4, 5],
  ]);
});

it('writes over what a write that failed has left behind', async () => {
  const path = join(root, 'full.bin');
  const kept = await FeatureFile.open(path, SHAPE);
  kept.add(FIRST, states(0));
  // As a full disk leaves it.
  await appendFile(path, Buffer.alloc(20));
  kept.add(SECOND, states(10));
  for (const opened of [kept, await FeatureFile.open(path, SHAPE)])
    expect(opened.read([SECOND]).map(({ values }) => [...values])).toEqual([
      [10, 11, 12],
      [13, 14, 15],
    ]);
});

it('gives no numbers for what was cut off meanwhile', async () => {
  const path = join(root, 'shortened.bin');
  const kept = await FeatureFile.open(path, SHAPE);
  kept.add(FIRST, states(0));
  await truncate(path, (await stat(path)).size - 1);
  expect(() => kept.read([FIRST])).toThrow('was cut off while it was used');
});

it('gives no numbers of another picture, where two commands wrote into one file', async () => {
  const path = join(root, 'shared.bin');
  const [one, other] = [await FeatureFile.open(path, SHAPE), await FeatureFile.open(path, SHAPE)];
  one.add(FIRST, states(0));
  other.add(SECOND, states(10));
  expect(other.read([SECOND])[0]?.values).toEqual(Float32Array.of(10, 11, 12));
  expect(() => one.read([FIRST])).toThrow('was changed while it was used: another command wrote into it');
});

it('is read where nothing can be written', async () => {
  const path = join(root, 'read-only.bin');
  (await FeatureFile.open(path, SHAPE)).add(FIRST, states(0));
  const before = await stat(path);
  await utimes(path, 1000, 1000);
  const again = await FeatureFile.open(path, SHAPE);
  expect(again.read([FIRST])[0]?.values).toEqual(Float32Array.of(0, 1, 2));
  // To cut a file to its own length changes it, too.
  expect(await stat(path)).toMatchObject({ size: before.size, mtimeMs: 1_000_000 });
});

it('refuses features of another model, and what is no such file', async () => {
  const path = join(root, 'mine.bin');
  await FeatureFile.open(path, SHAPE);
  await expect(FeatureFile.open(path, { ...SHAPE, manifestSha256: 'other' })).rejects.toMatchObject({
    name: 'FeatureFileError',
    message: expect.stringContaining('holds features of another model'),
  });
  await writeFile(path, 'something else\n');
  await expect(FeatureFile.open(path, SHAPE)).rejects.toThrow('is no file of features, or is damaged');
});

function file(name: string) {
  return { kind: 'file', name } as const;
}

it('a picture is known by its bytes, those of its source, and the instruction', () => {
  const request = { instruction: 'x', source: file('s.png') };
  const key = featureKey(request, file('e.png'), { source: '1', edited: '2' }, 'd');
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(
    featureKey({ ...request, source: file('other.png') }, file('renamed.png'), { source: '1', edited: '2' }, 'e'),
  ).toBe(key);
  expect(featureKey({ ...request, instruction: 'y' }, file('e.png'), { source: '1', edited: '2' }, 'd')).not.toBe(key);
  expect(featureKey(request, file('e.png'), { source: '3', edited: '2' }, 'd')).not.toBe(key);
  expect(featureKey(request, file('e.png'), { source: '1' }, 'd')).toBeUndefined();
});
