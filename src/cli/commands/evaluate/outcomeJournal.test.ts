import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { editScore } from '../../../testing/scoreForTest.ts';
import { JournalError, OutcomeJournal, readOutcomeJournal } from './outcomeJournal.ts';

const header = { dataset: 'd', model: { id: 'm', dtype: 'q4', manifestSha256: 's' }, part: { index: 1, count: 1 } };
const failed = (line: number, message: string) => ({
  line,
  candidate: 0,
  outcome: { error: { name: 'DecodeError', message } },
});
const lines = (...values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'editreward-journal-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'journal.jsonl');
  writeFileSync(path, text);
  return readOutcomeJournal(path);
}

it('keeps the last entry of each picture, and leaves out a line that was cut off', () => {
  const journal = read(`${lines(header, failed(1, 'first'), failed(2, 'größer'), failed(1, 'again'))}{"line": 3`);
  expect(journal?.header).toEqual(header);
  expect([...(journal?.entries.values() ?? [])]).toEqual([failed(1, 'again'), failed(2, 'größer')]);
});

it('goes on with a journal of version 0.1, and writes as it did', async () => {
  const old = readFileSync('src/formats/results/fixtures/version-0.1.part-1-of-1.jsonl', 'utf8');
  const journal = read(old);
  if (!journal) throw new Error('There is no journal.');
  expect(journal.entries.size).toBe(7);
  expect(journal.entries.get('2/1')?.outcome).toMatchObject({
    score: editScore(
      { mu: 0.33704033493995667, logSigma: -0.887026309967041 },
      { mu: 1.3458006381988525, logSigma: -3.9121968746185303 },
    ),
  });
  const path = join(folder, 'again.jsonl');
  const again = await OutcomeJournal.open(path, journal.header);
  for (const entry of journal.entries.values()) again.append(entry);
  expect(readFileSync(path, 'utf8')).toBe(old);
});

it('is none where nothing is whole in it', () => {
  expect(read('')).toBeUndefined();
  expect(read('{"dataset"')).toBeUndefined();
  expect(readOutcomeJournal(join(folder, 'another.jsonl'))).toBeUndefined();
});

it('tells that what it holds is kept, once it has begun', async () => {
  const path = join(folder, 'gone.jsonl');
  const journal = await OutcomeJournal.open(path, header);
  rmSync(path);
  mkdirSync(path);
  expect(() => journal.append(failed(1, ''))).toThrow(
    /gone\.jsonl cannot be written: .+ What it holds is kept\. Make room, then run the same command again/,
  );
});

it('names the damaged line', () => {
  expect(() => read(`${lines(header, failed(1, ''))}\0\0\n`)).toThrow('is damaged in line 3.');
  expect(() => read(lines({}, failed(1, '')))).toThrow('is damaged in line 1.');
});

it('tells of a journal that cannot be read, such as a folder in its place', () => {
  const path = join(folder, 'set.part-1-of-1.jsonl');
  mkdirSync(path);
  expect(() => readOutcomeJournal(path)).toThrow(JournalError);
  expect(() => readOutcomeJournal(path)).toThrow(`${path} cannot be read: EISDIR`);
});
