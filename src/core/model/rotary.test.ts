import { describe, expect, it } from 'vitest';
import { frequencyAxes, textRotary, tokenRotary, visionRotary } from './rotary.ts';

describe('textRotary', () => {
  it('turns by position times theta^(-2i / dim)', () => {
    const { rows, columns, cos, sin } = textRotary(3, 4, 100);
    expect([rows, columns]).toEqual([3, 2]);
    const angles = [0, 0, 1, 0.1, 2, 0.2];
    angles.forEach((angle, i) => {
      expect(cos[i]).toBeCloseTo(Math.cos(angle), 6);
      expect(sin[i]).toBeCloseTo(Math.sin(angle), 6);
    });
  });

  it('rounds the angle to fp32, as the reference does', () => {
    const { cos } = textRotary(1001, 128, 1_000_000);
    const frequency = Math.fround(1 / Math.fround(1_000_000 ** (2 / 128)));
    expect(cos[1000 * 64 + 1]).toBe(Math.fround(Math.cos(Math.fround(1000 * frequency))));
  });
});

describe('frequencyAxes', () => {
  it('is one axis for plain positions', () => {
    expect(frequencyAxes(8, { kind: 'plain' })).toEqual([0, 0, 0, 0]);
  });

  it('takes turns as far as the sections of height and width go', () => {
    const positions = { kind: 'mrope', sections: [4, 2, 1], interleaved: true } as const;
    expect(frequencyAxes(14, positions)).toEqual([0, 1, 2, 0, 1, 0, 0]);
  });
});

describe('tokenRotary', () => {
  const table = textRotary(8, 4, 100);
  const row = (tables: typeof table, index: number) => [...tables.cos.subarray(2 * index, 2 * index + 2)];

  it('is the table of positions itself where they are plain', () => {
    const places = Int32Array.from({ length: 8 }, (_, i) => i);
    expect(tokenRotary(table, [places, places, places], [0, 0], 0)).toEqual(table);
  });

  it('takes each frequency from the position on its axis, behind the rows of tokens before', () => {
    const tables = tokenRotary(table, [Int32Array.of(3), Int32Array.of(5), Int32Array.of(7)], [1, 2], 2);
    expect([tables.rows, tables.columns]).toEqual([3, 2]);
    expect(row(tables, 1)).toEqual([0, 0]);
    expect(row(tables, 2)).toEqual([row(table, 5)[0], row(table, 7)[1]]);
  });
});

describe('visionRotary', () => {
  it('turns the first half of a row by the row, the second by the column', () => {
    const { columns, cos } = visionRotary([{ row: 3, column: 5 }], 8, 10_000);
    expect(columns).toBe(4);
    const expected = [3, 0.03, 5, 0.05].map(Math.cos);
    expected.forEach((value, i) => expect(cos[i]).toBeCloseTo(value, 6));
  });
});
