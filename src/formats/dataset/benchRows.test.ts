import { describe, expect, it } from 'vitest';
import { readBenchRows } from './benchRows.ts';
import { imageByPath } from './interpretRow.ts';

/** Rows of id y, numbered from 1: a comparison and its ranking, and what is else in the row. */
type Rows = readonly (readonly [string, string | null, Record<string, unknown>?])[];

function read(count: unknown, rows: Rows) {
  const values = rows.map(([comparison, ranking, others]) => ({
    id: 'y',
    dataset: 'set',
    instruction: 'Make it blue',
    source_image: 's.png',
    num_candidates: count,
    comparison_type: comparison,
    ranking,
    candidate_1: `${comparison[0]?.toLowerCase()}.png`,
    candidate_2: `${comparison.at(-1)?.toLowerCase()}.png`,
    ...others,
  }));
  const found = readBenchRows(
    values.map((one, k) => ({ line: k + 1, values: one })),
    imageByPath,
  );
  return {
    ...found,
    shown: found.items.map(({ line, candidates, ranks, judgement }) => [
      line,
      candidates.map(({ image }) => image.name.replace('.png', '')).join(''),
      ranks?.join('') ?? judgement?.kind,
    ]),
    messages: [...found.problems, ...found.notices].map(({ line, message }) => `${line}: ${message}`),
  };
}

describe('rows of an id that agree', () => {
  it.each<[string, number, Rows, string]>([
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
    const { shown, messages } = read(count, rows);
    expect(messages).toEqual([]);
    expect(shown).toEqual([[1, 'abc'.slice(0, count), ranks]]);
  });

  it('are one item without a judgement where none has a ranking', () => {
    expect(
      read(3, [
        ['AvsB', null],
        ['AvsC', ''],
        ['BvsC', null],
      ]).shown,
    ).toEqual([[1, 'abc', 'absent']]);
  });

  it('fill what one of them lacks', () => {
    const { items, messages } = read(3, [
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

describe('rows of an id that do not agree', () => {
  const good: Rows = [
    ['AvsB', 'A>B'],
    ['AvsC', 'A>C'],
    ['BvsC', 'B>C'],
  ];
  const apart = [
    [1, 'ab', '12'],
    [2, 'ac', '12'],
    [3, 'bc', '12'],
  ];

  it.each<[string, string, Record<string, unknown>, string]>([
    ['another picture', 'qc', { candidate_1: 'q.png' }, 'edit B is "b.png" in line 1, and "q.png" in line 3'],
    ['another source', 'bc', { source_image: 't.png' }, 'the source is "s.png" in line 1, and "t.png" in line 3'],
    [
      'another instruction',
      'bc',
      { instruction: 'Other' },
      'the instruction is "Make it blue" in line 1, and "Other" in line 3',
    ],
    ['another number of edits', 'bc', { num_candidates: 2 }, 'num_candidates is 3 in line 1, and 2 in line 3'],
    [
      'a number that is none',
      'bc',
      { num_candidates: 'three' },
      'num_candidates is 3 in line 1, and "three" in line 3',
    ],
  ])('are pairs of their own, and told: %s', (_what, last, others, message) => {
    const { shown, messages, problems } = read(3, [...good.slice(0, 2), ['BvsC', 'B>C', others]]);
    expect(shown).toEqual([...apart.slice(0, 2), [3, last, '12']]);
    expect(problems).toEqual([]);
    expect(messages).toEqual([
      `1: Id y is not joined. Its rows contradict each other: ${message}. Its 3 rows are taken as pairs of their own.`,
    ]);
  });

  it('are told where instructions differ only far behind', () => {
    const instruction = 'Make the very small circle on the left of the picture blue';
    const { shown } = read(2, [
      ['AvsB', 'A>B', { instruction }],
      ['AvsB', 'A>B', { instruction: instruction.replace('blue', 'red') }],
    ]);
    expect(shown).toHaveLength(2);
  });

  it('are told where models differ', () => {
    const { shown, messages } = read(2, [
      ['AvsB', 'A>B', { model_1: 'm' }],
      ['AvsB', 'A>B', { model_1: 'n' }],
    ]);
    expect(shown).toEqual([
      [1, 'ab', '12'],
      [2, 'ab', '12'],
    ]);
    expect(messages[0]).toContain('the model of edit A is "m" in line 1, and "n" in line 2');
  });

  it.each<[string, Rows, unknown[][], string]>([
    [
      'a circle',
      [
        ['AvsB', 'A>B'],
        ['AvsC', 'C>A'],
        ['BvsC', 'B>C'],
      ],
      [
        [1, 'ab', '12'],
        [2, 'ac', '21'],
        [3, 'bc', '12'],
      ],
      'Its orders contradict each other: A>B in line 1, C>A in line 2, B>C in line 3.',
    ],
    [
      'a tie that cannot be',
      [
        ['AvsB', 'A=B'],
        ['AvsC', 'A>C'],
        ['BvsC', 'B=C'],
      ],
      [
        [1, 'ab', '11'],
        [2, 'ac', '12'],
        [3, 'bc', '11'],
      ],
      'Its orders contradict each other',
    ],
    [
      'two orders of one pair',
      [...good, ['AvsB', 'B>A']],
      [...apart, [4, 'ab', '21']],
      'Its orders contradict each other',
    ],
    [
      'two whole orders',
      [
        ['AvsB', 'A>B>C'],
        ['AvsC', 'A>B>C'],
        ['BvsC', 'A>C>B'],
      ],
      [
        [1, 'ab', '12'],
        [2, 'ac', '12'],
        [3, 'bc', '21'],
      ],
      'A>B>C in line 1, A>B>C in line 2, A>C>B in line 3',
    ],
    [
      'an open order',
      [
        ['AvsB', 'A>B'],
        ['AvsC', 'A>C'],
      ],
      [
        [1, 'ab', '12'],
        [2, 'ac', '12'],
      ],
      'Its orders leave open which of its 3 edits are better than others.',
    ],
    [
      'a missing row',
      [['AvsB', 'A>B']],
      [[1, 'ab', '12']],
      'Edit C is in none of its rows. The row is taken as a pair of its own.',
    ],
    ['an edit too many', [...good, ['AvsD', 'A>D']], [...apart, [4, 'ad', '12']], 'It has 3 edits, and yet an edit D.'],
    [
      'a ranking of others',
      [
        ['AvsB', 'A>B'],
        ['AvsC', 'A>B'],
        ['BvsC', 'B>C'],
      ],
      [
        [1, 'ab', '12'],
        [2, 'ac', 'unreadable'],
        [3, 'bc', '12'],
      ],
      'Of line 2: ranking is "A>B", which is neither',
    ],
    [
      'one that is not understood',
      [
        ['AvsB', 'A>B'],
        ['AvsC', 'A?C'],
        ['BvsC', 'B>C'],
      ],
      [
        [1, 'ab', '12'],
        [2, 'ac', 'unreadable'],
        [3, 'bc', '12'],
      ],
      'Of line 2: ranking is "A?C"',
    ],
  ])('in their orders are pairs of their own, and told: %s', (_what, rows, items, message) => {
    const { shown, messages, problems } = read(3, rows);
    expect(shown).toEqual(items);
    expect(problems).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it('do not take the others with them when they compare nothing that is known', () => {
    const { shown, messages } = read(3, [
      ...good,
      ['A to B', 'B>A', { candidate_1: 'q.png', candidate_2: 'r.png' }],
      ['AvsA', 'A>B'],
    ]);
    expect(shown).toEqual([
      [4, 'qr', '21'],
      [5, 'aa', '12'],
      [1, 'abc', '123'],
    ]);
    expect(messages).toEqual([
      '4: The comparison "A to B" is not one such as AvsB. The row is taken as a pair of its own.',
      '5: The comparison "AvsA" is not one such as AvsB. The row is taken as a pair of its own.',
    ]);
  });

  it('are problems only where they cannot be used', () => {
    const { shown, messages } = read(3, [
      ...good.slice(0, 2),
      ['BvsC', 'B>C', { candidate_1: 'q.png', candidate_2: '' }],
    ]);
    expect(shown).toEqual(apart.slice(0, 2));
    expect(messages).toEqual([
      '3: "candidate_2" is empty: the row lacks an edit to compare.',
      expect.stringContaining('1: Id y is not joined. Its rows contradict each other: edit B is "b.png" in line 1'),
    ]);
  });

  it.each([0, 1, 2.5, 27, 1e9, 'x'])('make no item of %s edits', (count) => {
    const { shown, messages } = read(count, [['AvsB', 'B>A']]);
    expect(shown).toEqual([[1, 'ab', '21']]);
    expect(messages).toHaveLength(1);
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
