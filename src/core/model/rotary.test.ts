import { describe, expect, it } from 'vitest';
import { textRotary, visionRotary } from './rotary.ts';

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

describe('visionRotary', () => {
  it('turns the first half of a row by the row, the second by the column', () => {
    const { columns, cos } = visionRotary([{ row: 3, column: 5 }], 8, 10_000);
    expect(columns).toBe(4);
    const expected = [3, 0.03, 5, 0.05].map(Math.cos);
    expected.forEach((value, i) => expect(cos[i]).toBeCloseTo(value, 6));
  });
});
