import { describe, expect, it } from 'vitest';
import { openJournal, parseJournal, readJournal } from './journal.ts';
import { memoryFileStore } from '../testing/memoryFileStore.ts';

const ORIGIN = { kind: 'url', url: 'https://example.org/' } as const;

describe('the journal', () => {
  it('tells what was written, over several openings', async () => {
    const store = memoryFileStore();
    const first = await openJournal(store, 'm/journal');
    first.append({ origin: ORIGIN });
    first.append({ file: 'a', has: [0, 4] });
    first.close();
    const second = await openJournal(store, 'm/journal');
    second.append({ file: 'a', has: [4, 9] });
    second.append({ file: 'a', verified: true });
    second.append({ file: 'b', has: [5, 7] });
    second.close();
    expect(await readJournal(store, 'm/journal')).toEqual({
      origin: ORIGIN,
      files: new Map([
        ['a', { ranges: [[0, 9]], verified: true }],
        ['b', { ranges: [[5, 7]], verified: false }],
      ]),
    });
  });

  it('forgets what was discarded', () => {
    const lines = [
      { file: 'a', has: [0, 4] },
      { file: 'a', discarded: true },
      { file: 'a', has: [1, 2] },
    ];
    const { files } = parseJournal(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(files.get('a')).toEqual({ ranges: [[1, 2]], verified: false });
  });

  it('loses no more than the line that a crash cut', async () => {
    const store = memoryFileStore();
    const cut = await store.open('journal');
    cut.write(new TextEncoder().encode('{"file":"a","has":[0,4]}\n{"file":"a","ver'), 0);
    cut.close();
    const journal = await openJournal(store, 'journal');
    journal.append({ file: 'b', verified: true });
    journal.close();
    const { files } = await readJournal(store, 'journal');
    expect([...files]).toEqual([
      ['a', { ranges: [[0, 4]], verified: false }],
      ['b', { ranges: [], verified: true }],
    ]);
  });

  it('is empty when there is none', async () => {
    expect(await readJournal(memoryFileStore(), 'none')).toEqual({ origin: undefined, files: new Map() });
  });
});
