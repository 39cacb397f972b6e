import { describe, expect, it } from 'vitest';
import { datasetReport } from '../../../evaluation/datasetReport.ts';
import { promptItem, resultItem } from '../../../testing/resultItemForTest.ts';
import { datasetSummary, rowLines } from './datasetSummary.ts';

describe('rowLines', () => {
  it('name rows that cannot be used, and rows of which something has to be told', () => {
    const rows = Array.from({ length: 22 }, (_, k) => ({ line: k + 1, message: `It is bad: ${k}.` }));
    const lines = rowLines('set.json', { problems: rows, notices: rows.slice(0, 1) });
    expect(lines[0]).toBe('set.json, line 1: It is bad: 0.');
    expect(lines.slice(20)).toEqual(['set.json: 2 more rows cannot be used.', 'set.json, line 1: It is bad: 0.']);
  });

  it('say once what is the same of many rows, and how the file was understood before that', () => {
    const problems = Array.from({ length: 60 }, (_, k) => ({ line: k + 2, message: 'It is bad.' }));
    const notices = [1, 5].map((line) => ({ line, message: 'It is odd.' }));
    expect(rowLines('set.csv', { problems, notices, notes: ['"edited" is the edit.'] })).toEqual([
      'set.csv: "edited" is the edit.',
      'set.csv, 60 rows (lines 2 to 61): It is bad.',
      'set.csv, 2 rows (lines 1 and 5): It is odd.',
    ]);
  });
});

describe('datasetSummary', () => {
  it('names edits without a score, and says how many more there are', () => {
    const unscored = Array.from({ length: 23 }, (_, k) => ({ line: k + 1, message: `${k} is not there.` }));
    const rows = {
      items: 23,
      problems: [],
      notices: [],
      unreadable: [],
      devices: [],
      undecidedPairs: 0,
      undecidedPairsWithScores: 0,
      preference: 'none' as const,
      unscored,
    };
    const pictures = { scoredAgain: 0, missing: 0, unknown: 0 };
    const model = { id: 'nano', dtype: 'q8', manifestSha256: '0' };
    const lines = datasetSummary({ model, ...rows, pictures, ...datasetReport([]) }, 'out', 'set').split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'nano (q8) on set: 0 items scored, 23 not, 0 rows not understood',
      '  line 1: 0 is not there.',
    ]);
    expect(lines.slice(20, 22)).toEqual(['  line 20: 19 is not there.', '  and 3 more']);
  });
});

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));

describe('datasetSummary of editors', () => {
  const rest = {
    problems: [],
    notices: [],
    unreadable: [],
    devices: [],
    undecidedPairs: 0,
    undecidedPairsWithScores: 0,
    preference: 'none' as const,
    unscored: [],
  };
  const pictures = { scoredAgain: 0, missing: 0, unknown: 0 };
  const model = { id: 'nano', dtype: 'q8', manifestSha256: '0' };

  it('says who is best, with the tables of it, and nothing of people', () => {
    const items = Array.from({ length: 8 }, (_, line) => resultItem(line, rewards(1, 2), { models: ['a', 'b'] }));
    const text = datasetSummary({ model, items: 8, ...rest, pictures, ...datasetReport(items) }, 'out', 'set');
    const lines = text.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines.slice(1, 4)).toEqual([
      [''],
      ['By reward, b is the best editor: it is better than a.'],
      ['b beats a on 8 of 8 sources (100%, 95% interval 68% to 100%).'],
    ]);
    expect(lines.find(([first]) => first === 'b')).toEqual([
      'b',
      '2.00 (2.00 to 2.00)',
      '100.0% (67.6 to 100.0)',
      'none',
      expect.stringMatching(/^1\.\d{3}$/),
      '8',
    ]);
    expect(text).not.toMatch(/[Pp]eople|[Jj]udge|agree/);
  });

  it('shows some of many pairs, and counts the others', () => {
    const names = Array.from({ length: 8 }, (_, k) => `m${k}`);
    const items = [resultItem(1, rewards(1, 2, 3, 4, 5, 6, 7, 8), { models: names })];
    const text = datasetSummary({ model, items: 1, ...rest, pictures, ...datasetReport(items) }, 'out', 'set');
    expect(text).toContain('\nand 8 more, which are in the report\n');
  });
});

describe('datasetSummary of text-to-image', () => {
  const nothing = {
    problems: [],
    notices: [],
    unreadable: [],
    devices: [],
    undecidedPairs: 0,
    undecidedPairsWithScores: 0,
    preference: 'none' as const,
    unscored: [],
  };
  const rest = { ...nothing, pictures: { scoredAgain: 0, missing: 0, unknown: 0 } };
  const model = { id: 'hps', dtype: 'q8', manifestSha256: '0' };

  it('has the figures of HPSv3, and says what they rest on', () => {
    const judgement = { kind: 'layout' } as const;
    const items = [
      promptItem(1, rewards(2, 1), { ranks: [1, 2], judgement, models: ['a', 'b'] }),
      promptItem(2, rewards(1, 1), { ranks: [1, 2], judgement, models: ['a', 'b'] }),
    ];
    const confidence = { least: 0.95, leftOut: 3 };
    const text = datasetSummary({ model, items: 2, ...rest, confidence, ...datasetReport(items) }, 'out', 'test');
    expect(text).toContain(
      'Only items of which people were sure by 0.95 or more, or whose rows have no place for it: 3 left out.',
    );
    expect(text).toContain('Judgements by people: 0 understood, 2 by the layout of the dataset');
    expect(text).toContain(
      'In all 2 judged items the first picture is the preferred one because the dataset has the layout',
    );
    expect(text).toMatch(/^Pairs, as HPSv3 counts them +50\.0% \(0\.0 to 100\.0\) +2$/m);
    expect(text).toContain('In 1 of them both rewards are equal, which is not right.');
    expect(text).toContain('Models, by reward');
    expect(text).not.toMatch(/Strict|epsilon|Editing/);
  });

  it('has a row for each folder, and their mean', () => {
    const items = [
      promptItem(1, rewards(1), { folder: 'cats' }),
      promptItem(2, rewards(2), { folder: 'cats' }),
      promptItem(3, rewards(-4), { folder: 'dogs' }),
    ];
    const lines = datasetSummary({ model, items: 3, ...rest, ...datasetReport(items) }, 'out', 'set').split('\n');
    const start = lines.findIndex((line) => line.startsWith('Folder'));
    const cells = lines.slice(start, start + 4).map((line) =>
      line
        .replace(/\(.*\)/, '')
        .trim()
        .split(/ {2,}/),
    );
    expect(cells).toEqual([
      ['Folder', 'Mean reward, 95% interval', 'Std', 'Min', 'Max', 'of'],
      ['cats', '1.50', '0.50', '1.00', '2.00', '2'],
      ['dogs', '−4.00', '0.00', '−4.00', '−4.00', '1'],
      ['Mean of the folders', '−1.25', '2.75', '−4.00', '2.00', '2'],
    ]);
  });
});
