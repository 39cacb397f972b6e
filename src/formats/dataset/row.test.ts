import { describe, expect, it } from 'vitest';
import { flagOf, numberOf, rowValues, textOf, UnreadableCell, valueOf } from './row.ts';

const row = (value: unknown) => ({ line: 1, values: { cell: value } });

describe('textOf', () => {
  it.each([
    ['a', 'a'],
    [9007199254740993n, '9007199254740993'],
    [0, '0'],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    [Number.NaN, undefined],
    [new Date(0), undefined],
    [new Uint8Array([65]), undefined],
    [{ a: 1 }, undefined],
    [true, undefined],
  ])('%s is %s', (value, text) => expect(textOf(row(value), 'cell')).toBe(text));

  it('takes the first column that holds something', () => {
    expect(textOf({ line: 1, values: { a: '', b: null, c: 'x', d: 'y' } }, 'a', 'b', 'c', 'd')).toBe('x');
  });
});

describe('numberOf', () => {
  it.each([
    [1.5, 1.5],
    [12n, 12],
    [' 1.5 ', 1.5],
    ['-1e3', -1000],
    ['.5', 0.5],
    ['', undefined],
    [' ', undefined],
    [null, undefined],
    [Number.NaN, undefined],
    ['NaN', undefined],
    ['None', undefined],
  ])('%s is %s', (value, number) => expect(numberOf(row(value), 'cell')).toBe(number));

  it.each([
    '3,5',
    '1,000',
    '1 000',
    '1_000',
    '0x10',
    'good',
    '3/5',
    '4 stars',
    'Infinity',
    Infinity,
    true,
    [3, 4],
    { a: 3 },
    new Date(0),
    new Uint8Array(2),
  ])('%s is no number', (value) =>
    expect(() => numberOf(row(value), 'cell')).toThrow(/^cell is ".+", which is not a number\.$/),
  );
});

describe('flagOf', () => {
  it.each([
    ...[true, 1, 1n, 'true', 'True ', 'YES', 'y', '1', '1.0'].map((value) => [value, true] as const),
    ...[false, 0, 0n, 'false', ' False', 'no', 'N', '0', '0.0'].map((value) => [value, false] as const),
    ...['', ' ', null, undefined, Number.NaN, 'nan', 'None'].map((value) => [value, undefined] as const),
  ])('%s is %s', (value, flag) => expect(flagOf(row(value), 'cell')).toBe(flag));

  it.each(['maybe', 2, 'tie', [true], {}, 'yes!'])('%s is no flag', (value) =>
    expect(() => flagOf(row(value), 'cell')).toThrow(/^cell is ".+", which is neither true nor false\.$/),
  );
});

describe('valueOf', () => {
  it.each([
    ['["a"]', ['a']],
    [' {"a": NaN}', { a: null }],
    ["['it''s']", "['it''s']"],
    [`['a', "it's", 'say "hi"', None, True, 1.5]`, ['a', "it's", 'say "hi"', null, true, 1.5]],
    [String.raw`['it\'s \x41']`, ["it's A"]],
    ['[not a list', '[not a list'],
    ['a', 'a'],
    [[1], [1]],
  ])('%s is %s', (value, expected) => expect(valueOf(row(value), 'cell')).toEqual(expected));
});

describe('rowValues', () => {
  it('has one value of columns that stand twice and agree, under their names in lower case', () => {
    expect(
      rowValues([
        ['Source Image', 's'],
        [' source_image', 's'],
        ['', 'x'],
        ['PATH1', 'a'],
      ]),
    ).toEqual({ source_image: 's', path1: 'a' });
  });

  it('tells why a cell cannot be read only to those who ask for it', () => {
    const values = rowValues([
      ['a', 1],
      ['A', 2],
      ['b', new UnreadableCell('It is damaged.')],
      ['c', 3],
    ]);
    expect(Object.keys(values)).toEqual(['a', 'b', 'c']);
    expect(values['c']).toBe(3);
    expect(() => values['a']).toThrow('The column "a" stands twice, with different values. Keep one of them.');
    expect(() => textOf({ line: 1, values }, 'b')).toThrow('It is damaged.');
  });
});
