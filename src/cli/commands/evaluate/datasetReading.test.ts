import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planRequests } from '../../../batch/planRequests.ts';
import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import type { JournalEntry } from '../../../formats/results/journalLines.ts';
import { readingOf, requireSameEdits } from './datasetReading.ts';
import { JournalError } from './outcomeJournal.ts';

function item(line: number, instruction: string, ...edits: string[]): DatasetItem {
  const candidates = edits.map((name) => ({
    image: { kind: 'file' as const, name },
    model: undefined,
    humanScore: undefined,
  }));
  return { line, instruction, source: { kind: 'file', name: 's.png' }, candidates, ranks: undefined };
}

const items = [item(1, 'Paint it', 'a.png', 'b.png'), item(2, 'Sleep', 'a.png')];

describe('readingOf', () => {
  const reading = readingOf(planRequests(items));

  it('is the same for the same rows, whatever people say of them', () => {
    expect(readingOf(planRequests(items.map((one) => ({ ...one, ranks: [2, 1] }))))).toBe(reading);
  });

  it('stays what it was, so that journals of edits go on', () => {
    // SHA-256 of the two lines as version 0.1 of the reading writes them.
    const lines = ['["Paint it","s.png",[["a.png","1/0"],["b.png","1/1"]]]', '["Sleep","s.png",[["a.png","2/0"]]]'];
    expect(reading).toBe(
      createHash('sha256')
        .update(lines.map((line) => `${line}\n`).join(''))
        .digest('hex'),
    );
  });

  it('is another without a source', () => {
    const without = items.map((one) => ({ ...one, source: undefined }));
    expect(readingOf(planRequests(without))).not.toBe(reading);
  });

  it.each([
    ['line', [item(1, 'Paint it', 'a.png', 'b.png'), item(3, 'Sleep', 'a.png')]],
    ['instruction', [item(1, 'Paint it', 'a.png', 'b.png'), item(2, 'Wake', 'a.png')]],
    ['order', [item(1, 'Paint it', 'b.png', 'a.png'), item(2, 'Sleep', 'a.png')]],
    ['picture', [item(1, 'Paint it', 'a.png', 'c.png'), item(2, 'Sleep', 'a.png')]],
  ])('is another for another %s', (_what, others) => {
    expect(readingOf(planRequests(others))).not.toBe(reading);
  });
});

function entriesOf(...keys: readonly (readonly [number, number])[]): JournalEntry[] {
  const outcome = { error: { name: 'X', message: '' } };
  return keys.map(([line, candidate]) => ({ line, candidate, outcome }));
}

describe('requireSameEdits', () => {
  it('takes a journal of some of the edits', () => {
    expect(() => requireSameEdits(entriesOf([1, 1], [2, 0]), planRequests(items), 'j')).not.toThrow();
  });

  it('refuses a journal that knows an edit where none is', () => {
    expect(() => requireSameEdits(entriesOf([1, 1], [2, 1]), planRequests(items), 'j')).toThrow(
      new JournalError(
        'j has an edit of line 2 that this version does not find there: it reads the dataset otherwise than the version that ' +
          'scored it. Choose another folder for --out, or delete what was scored.',
        { file: 'j' },
      ),
    );
  });
});
