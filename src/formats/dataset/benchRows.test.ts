import { describe, expect, it } from 'vitest';
import { readBenchRows } from './benchRows.ts';
import { imageByPath } from './interpretRow.ts';
import { type BenchRows, readRows } from './benchRowsSamples.ts';

describe('rows of an id that agree', () => {
  it.each<[string, number, BenchRows, string]>([
    [
      'three pairs',
      3,
      [
        ['AvsB', 'B>A'],
        ['AvsC', 'A>C'],
        ['BvsC', 'B>C'],
      ],
      '213',
    ],
    [
      'votes in other columns',
      3,
      [
        ['AvsB', null, { human_vote: { ranking: 'B>A' } }],
        ['AvsC', null, { human_vote: { ranking: 'A>C' } }],
        ['BvsC', null, { winner: 'B' }],
      ],
      '213',
    ],
    [
      'a tie among three',
      3,
      [
        ['AvsB', 'A=B'],
        ['AvsC', 'A>C'],
        ['BvsC', 'B>C'],
      ],
      '113',
    ],
    [
      'all tied',
      3,
      [
        ['AvsB', 'A=B=Good'],
        ['AvsC', 'A=C=Bad'],
        ['BvsC', 'B=C'],
      ],
      '111',
    ],
    [
      'what follows from the others',
      3,
      [
        ['AvsB', 'A>B'],
        ['BvsC', 'B>C'],
      ],
      '123',
    ],
    [
      'one without a ranking',
      3,
      [
        ['AvsB', 'A>B'],
        ['AvsC', null],
        ['BvsC', 'B>C'],
      ],
      '123',
    ],
    [
      'the whole order in each',
      3,
      [
        ['AvsB', 'C>A>B'],
        ['AvsC', 'C>A>B'],
        ['BvsC', 'C>A>B'],
      ],
      '231',
    ],
    [
      'the whole order, and pairs',
      3,
      [
        ['AvsB', 'C>A>B'],
        ['AvsC', 'C>A'],
        ['BvsC', 'C>B'],
      ],
      '231',
    ],
    [
      'a row twice',
      3,
      [
        ['AvsB', 'B>A'],
        ['AvsB', 'B>A'],
        ['AvsC', 'A>C'],
        ['BvsC', 'B>C'],
      ],
      '213',
    ],
    [
      'edits turned around',
      3,
      [
        ['BvsA', 'B>A'],
        ['AvsC', 'A>C'],
        ['CvsB', 'C<B'],
      ],
      '213',
    ],
    [
      'A and B whatever the letters',
      3,
      [
        ['AvsB', 'B>A'],
        ['AvsC', 'A>B'],
        ['BvsC', 'A>B'],
      ],
      '213',
    ],
    [
      'small letters and signs',
      3,
      [
        ['a_vs_b', 'b > a'],
        ['A vs. C', 'a≻c'],
        ['B-vs-C', 'B>>C'],
      ],
      '213',
    ],
    ['two edits', 2, [['AvsB', 'B>A']], '21'],
    ['two edits, turned around', 2, [['BvsA', 'B>A']], '21'],
    [
      'two edits twice, in both ways',
      2,
      [
        ['AvsB', 'A>B'],
        ['BvsA', 'A>B'],
      ],
      '12',
    ],
    ['two edits whose ranking is not understood', 2, [['AvsB', 'A?B']], 'unreadable'],
  ])('are one item: %s', (_what, count, rows, ranks) => {
    const { shown, messages } = readRows(count, rows);
    expect(messages).toEqual([]);
    expect(shown).toEqual([[1, 'abc'.slice(0, count), ranks]]);
  });

  it('are one item without a judgement where none has a ranking', () => {
    expect(
      readRows(3, [
        ['AvsB', null],
        ['AvsC', ''],
        ['BvsC', null],
      ]).shown,
    ).toEqual([[1, 'abc', 'absent']]);
  });

  it('fill what one of them lacks', () => {
    const { items, messages } = readRows(3, [
      ['AvsB', 'A>B', { source_image: null, instruction: null, model_1: 'm' }],
      ['AvsC', 'A>C', { candidate_1: '', num_candidates: '', model_2: 'n' }],
      ['BvsC', 'B>C'],
    ]);
    expect(messages).toEqual([]);
    expect(items).toMatchObject([
      { instruction: 'Make it blue', source: { name: 's.png' }, candidates: [{ model: 'm' }, {}, { model: 'n' }] },
    ]);
  });
});

const row = (line: number, id: unknown, picture: string) => ({
  line,
  values: {
    id,
    instruction: 'p',
    source_image: 's.png',
    candidate_1: `${picture}1`,
    candidate_2: `${picture}2`,
    comparison_type: 'AvsB',
    ranking: 'A>B',
    num_candidates: 2,
  },
});

describe('an id', () => {
  it('is the same as a number and as text, with all its digits', () => {
    const rows = [
      row(1, 12345678901234567891n, 'a'),
      row(2, '12345678901234567892', 'b'),
      row(3, 5, 'c'),
      row(4, '5', 'd'),
    ];
    const { items, notices } = readBenchRows(rows, imageByPath);
    expect(items.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(notices.map(({ line, message }) => [line, message.slice(0, 21)])).toEqual([[3, 'Id 5 is not joined. I']]);
  });
});
