import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ResultsWriteError, writeTogether } from './writeTogether.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('replaces files, and removes those that are to be absent', async () => {
  await writeTogether(folder, [
    ['a', 'one'],
    ['b', 'two'],
  ]);
  await writeTogether(folder, [
    ['a', 'three'],
    ['b', undefined],
  ]);
  expect(await readdir(folder)).toEqual(['a']);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('three');
});

it('leaves all as it was when one cannot be written, and says why', async () => {
  await writeFile(join(folder, 'a'), 'old');
  // In the place where the file is written first.
  await mkdir(join(folder, 'b.partial'));
  const writing = writeTogether(folder, [
    ['a', 'new'],
    ['b', 'new'],
  ]);
  await expect(writing).rejects.toThrow(ResultsWriteError);
  await expect(writing).rejects.toThrow(/^The results cannot be written into .+ The scores are kept in the journal\./);
  expect(await readdir(folder)).toEqual(['a', 'b.partial']);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old');
});
