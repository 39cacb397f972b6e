import { expect, it } from 'vitest';
import { float16Value, widenBfloat16 } from './halfFloats.ts';

it.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x3555, 0.333251953125],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7e00, NaN],
])('reads the fp16 %i as %f', (bits, value) => {
  expect(float16Value(bits)).toBe(value);
});

it('keeps the sign of zero', () => {
  expect(float16Value(0x8000)).toBe(-0);
});

it('reads bf16 as the upper half of an fp32', () => {
  const words = Uint16Array.of(0x3f80, 0xc040, 0x0001, 0x7f80);
  expect([...widenBfloat16(words)]).toEqual([1, -3, Math.fround(2 ** -133), Infinity]);
});
