import { describe, expect, it } from 'vitest';
import { datasetReport } from '../../evaluation/datasetReport.ts';
import { datasetSummary, rowLines } from './evaluateSummary.ts';

describe('rowLines', () => {
  it('name rows that cannot be used, and rows of which something has to be told', () => {
    const rows = Array.from({ length: 22 }, (_, k) => ({ line: k + 1, message: 'It is bad.' }));
    const lines = rowLines('set.json', { problems: rows, notices: rows.slice(0, 1) });
    expect(lines[0]).toBe('set.json, line 1: It is bad.');
    expect(lines.slice(20)).toEqual(['set.json: 2 more rows cannot be used.', 'set.json, line 1: It is bad.']);
  });
});

describe('datasetSummary', () => {
  it('names edits without a score, and says how many more there are', () => {
    const unscored = Array.from({ length: 23 }, (_, k) => ({ line: k + 1, message: 'It is not there.' }));
    const rows = { items: 23, problems: [], notices: [], unreadable: [], undecidedPairs: 0, unscored };
    const pictures = { scoredAgain: 0, missing: 0, unknown: 0 };
    const model = { id: 'nano', dtype: 'q8', manifestSha256: '0' };
    const lines = datasetSummary({ model, ...rows, pictures, ...datasetReport([]) }, 'out', 'set').split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'nano (q8) on set: 0 items scored, 23 not, 0 rows not understood',
      '  line 1: It is not there.',
    ]);
    expect(lines.slice(20, 22)).toEqual(['  line 20: It is not there.', '  and 3 more']);
  });
});
