import { describe, expect, it } from 'vitest';
import { rowLines } from './evaluateSummary.ts';

describe('rowLines', () => {
  it('name rows that cannot be used, and rows of which something has to be told', () => {
    const rows = Array.from({ length: 22 }, (_, k) => ({ line: k + 1, message: 'It is bad.' }));
    const lines = rowLines('set.json', { problems: rows, notices: rows.slice(0, 1) });
    expect(lines[0]).toBe('set.json, line 1: It is bad.');
    expect(lines.slice(20)).toEqual(['set.json: 2 more rows cannot be used.', 'set.json, line 1: It is bad.']);
  });
});
