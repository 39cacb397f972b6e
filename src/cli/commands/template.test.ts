import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { templateText } from '../../formats/dataset/templates.ts';
import { editrewardHere } from '../../testing/commandLine.ts';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'editreward-template-'))));
afterAll(() => rm(folder, { recursive: true }));

it('is written to a new file, and over none', async () => {
  const file = join(folder, 'pairs.csv');
  expect((await editrewardHere('template', 'pairs', '--out', file)).code).toBe(0);
  expect(await readFile(file, 'utf8')).toBe(templateText({ layout: 'pairs' }));
  const again = await editrewardHere('template', 'sets', '--out', file);
  expect(again.code).toBe(1);
  expect(again.err).toBe(`editreward: ${file} is there already, and stays as it is. Choose another name.\n`);
  expect(await readFile(file, 'utf8')).toBe(templateText({ layout: 'pairs' }));
});

it('is printed', async () => {
  const { code, out } = await editrewardHere('template', 'single');
  expect([code, out]).toEqual([0, templateText({ layout: 'single' }).replace(/\r\n$/, '\n')]);
});

it.each([
  [[], 'LAYOUT is missing. It is single, pairs, sets or prompts.'],
  [['triples'], 'There is no layout "triples". It is single, pairs, sets or prompts.'],
  [['pairs', 'sets'], 'There is no layout "sets".'],
])('refuses %j', async (args, message) => {
  const { code, err } = await editrewardHere('template', ...args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
