import { describe, expect, it } from 'vitest';
import { type BenchRows, readRows } from './benchRowsSamples.ts';

describe('rows of an id that do not agree', () => {
  const good: BenchRows = [
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
    const { shown, messages, problems } = readRows(3, [...good.slice(0, 2), ['BvsC', 'B>C', others]]);
    expect(shown).toEqual([...apart.slice(0, 2), [3, last, '12']]);
    expect(problems).toEqual([]);
    expect(messages).toEqual([
      `1: Id y is not joined. Its rows contradict each other: ${message}. Its 3 rows are taken as pairs of their own.`,
    ]);
  });

  it('are told where instructions differ only far behind', () => {
    const instruction = 'Make the very small circle on the left of the picture blue';
    const { shown } = readRows(2, [
      ['AvsB', 'A>B', { instruction }],
      ['AvsB', 'A>B', { instruction: instruction.replace('blue', 'red') }],
    ]);
    expect(shown).toHaveLength(2);
  });

  it('are told where models differ', () => {
    const { shown, messages } = readRows(2, [
      ['AvsB', 'A>B', { model_1: 'm' }],
      ['AvsB', 'A>B', { model_1: 'n' }],
    ]);
    expect(shown).toEqual([
      [1, 'ab', '12'],
      [2, 'ab', '12'],
    ]);
    expect(messages[0]).toContain('the model of edit A is "m" in line 1, and "n" in line 2');
  });

  it.each<[string, BenchRows, unknown[][], string]>([
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
    const { shown, messages, problems } = readRows(3, rows);
    expect(shown).toEqual(items);
    expect(problems).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it('do not take the others with them when they compare nothing that is known', () => {
    const { shown, messages } = readRows(3, [
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
    const { shown, messages } = readRows(3, [
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
    const { shown, messages } = readRows(count, [['AvsB', 'B>A']]);
    expect(shown).toEqual([[1, 'ab', '21']]);
    expect(messages).toHaveLength(1);
  });
});
