import { describe, expect, it } from 'vitest';
import { readBenchRows } from './benchRows.ts';
import { imageByPath } from './interpretRow.ts';

/** A row of an id that is, by mistake, that of all rows. */
const row = (line: number, ranking: string) => ({
  line,
  values: {
    id: 'set',
    instruction: 'p',
    source_image: 's.png',
    candidate_1: 'a.png',
    candidate_2: 'b.png',
    comparison_type: 'AvsB',
    ranking,
  },
});

describe('an id that is that of all rows', () => {
  it('is looked at once for all of them, where they contradict each other', () => {
    // For each row anew it would outlast the test.
    const rows = Array.from({ length: 10_000 }, (_, k) => row(k + 1, k % 2 ? 'A>B' : 'B>A'));
    const { items, notices } = readBenchRows(rows, imageByPath);
    expect(items.map(({ ranks }) => ranks?.join(''))).toEqual(rows.map((_, k) => (k % 2 ? '12' : '21')));
    expect(notices).toHaveLength(1);
  });

  it('joins more rows than a function takes arguments, where they agree', () => {
    const rows = Array.from({ length: 130_000 }, (_, k) => row(k + 7, 'B>A'));
    const { items } = readBenchRows(rows, imageByPath);
    expect(items.map(({ line, ranks }) => [line, ranks])).toEqual([[7, [2, 1]]]);
  }, 120_000);
});
