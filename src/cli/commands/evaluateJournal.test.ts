import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JournalError, readJournal } from './evaluateJournal.ts';

it('tells of a journal that cannot be read, such as a folder in its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'editreward-'));
  const path = join(folder, 'set.part-1-of-1.jsonl');
  await mkdir(path);
  expect(() => readJournal(path)).toThrow(JournalError);
  expect(() => readJournal(path)).toThrow(`${path} cannot be read: EISDIR`);
  await rm(folder, { recursive: true });
});
