import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareOut } from './prepareOut.ts';

let root = '';
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'editreward-out-'))));
afterAll(() => rm(root, { recursive: true }));

it('makes the folder, and no file yet', async () => {
  await prepareOut(join(root, 'made/for/it/mine.taste'));
  expect((await stat(join(root, 'made/for/it'))).isDirectory()).toBe(true);
  expect(await readdir(join(root, 'made/for/it'))).toEqual([]);
});

it('tells at once what cannot be written', async () => {
  await writeFile(join(root, 'file'), '');
  for (const path of [join(root, 'made'), join(root, 'file/mine.taste')]) {
    await expect(prepareOut(path)).rejects.toMatchObject({
      name: 'DiskError',
      message: expect.stringMatching(/ cannot be written: .+\. Choose another place for --out\.$/),
    });
  }
});
