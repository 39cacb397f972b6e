import { describe, expect, it } from 'vitest';
import { addRange, missingRanges, sumRanges, type ByteRange } from './byteRanges.ts';

describe('addRange', () => {
  it.each<[string, ByteRange[], ByteRange, ByteRange[]]>([
    ['starts', [], [3, 5], [[3, 5]]],
    ['grows what it touches', [[0, 3]], [3, 5], [[0, 5]]],
    [
      'closes a gap',
      [
        [0, 2],
        [4, 6],
      ],
      [2, 4],
      [[0, 6]],
    ],
    [
      'swallows what it covers',
      [
        [1, 2],
        [3, 4],
      ],
      [0, 9],
      [[0, 9]],
    ],
    [
      'keeps order',
      [[4, 6]],
      [0, 2],
      [
        [0, 2],
        [4, 6],
      ],
    ],
    ['ignores nothing', [[4, 6]], [1, 1], [[4, 6]]],
  ])('%s', (_what, ranges, added, merged) => {
    expect(addRange(ranges, added)).toEqual(merged);
  });
});

describe('missingRanges', () => {
  it.each<[string, ByteRange[], number, ByteRange[]]>([
    [
      'everything',
      [],
      5,
      [
        [0, 2],
        [2, 4],
        [4, 5],
      ],
    ],
    ['nothing', [[0, 5]], 5, []],
    [
      'gaps',
      [
        [1, 2],
        [4, 5],
      ],
      6,
      [
        [0, 1],
        [2, 4],
        [5, 6],
      ],
    ],
    ['an empty file', [], 0, []],
  ])('tells of %s', (_what, ranges, byteLength, missing) => {
    expect(missingRanges(ranges, byteLength, 2)).toEqual(missing);
  });

  it('is what addRange needs to fill the file', () => {
    const have: ByteRange[] = [
      [3, 7],
      [9, 10],
    ];
    const filled = missingRanges(have, 20, 3).reduce<ByteRange[]>(addRange, have);
    expect(filled).toEqual([[0, 20]]);
    expect(sumRanges(filled)).toBe(20);
  });
});
