import { expect, it } from 'vitest';
import { widenToFloat32 } from '../formats/safetensorsFloats.ts';
import { roundToFloat16, toFloat16 } from './float16.ts';

const bitsOf = (...values: number[]) => [...toFloat16(new Float32Array(values)).values];

it('gives back every fp16 value', () => {
  const bits = Uint16Array.from({ length: 0x10000 }, (_, i) => i);
  const values = widenToFloat32('F16', new Uint8Array(bits.buffer));
  const back = toFloat16(values).values;
  const changed = [...bits].filter((word) => Number.isFinite(values[word]) && back[word] !== word);
  expect(changed).toEqual([]);
});

it('rounds to nearest, ties to even', () => {
  expect(bitsOf(1 + 2 ** -11, 1 + 3 * 2 ** -11, 1 + 2 ** -11 + 2 ** -20)).toEqual([0x3c00, 0x3c02, 0x3c01]);
});

it('carries into the exponent', () => {
  expect(bitsOf(2 - 2 ** -12, -(2 - 2 ** -12))).toEqual([0x4000, 0xc000]);
});

it('rounds below the normal range', () => {
  const step = 2 ** -24;
  expect(bitsOf(step / 2, step * 0.51, step * 1.5, step * 2.5, 2 ** -14 - step / 4, 1e-40, -step)).toEqual([
    0, 1, 2, 2, 0x0400, 0, 0x8001,
  ]);
});

it('saturates and counts what would become infinite', () => {
  const { values, overflowCount } = toFloat16(new Float32Array([65504, 65519, 65520, -1e6, Infinity, -Infinity]));
  expect([...values]).toEqual([0x7bff, 0x7bff, 0x7bff, 0xfbff, 0x7bff, 0xfbff]);
  expect(overflowCount).toBe(4);
});

it('keeps NaN, uncounted', () => {
  const { values, overflowCount } = toFloat16(new Float32Array([NaN]));
  expect((values[0] ?? 0) & 0x7fff).toBe(0x7e00);
  expect(overflowCount).toBe(0);
});

it('leaves its input alone', () => {
  const source = new Float32Array([1.0001]);
  toFloat16(source);
  expect(source[0]).toBe(Math.fround(1.0001));
});

it('rounds single numbers as it rounds many', () => {
  const numbers = [0, -0, 1, -1.00049, 65504, 65519, 1e9, -1e9, 2 ** -14, 3.1e-5, 6e-8, 2.9e-8, 1e-9, 0.1, 1 / 3];
  const rounded = widenToFloat32('F16', new Uint8Array(toFloat16(new Float32Array(numbers)).values.buffer));
  expect(numbers.map(roundToFloat16)).toEqual([...rounded]);
});
