import { describe, expect, it } from 'vitest';
import { type QuantizedRows, type QuantizeOptions, quantizeRows } from './quantize.ts';

const VARIANTS = ([4, 8] as const).flatMap((bits) => [true, false].map((symmetric) => ({ bits, symmetric })));

const quantize = (rows: Float32Array, rowCount: number, k: number, options: Partial<QuantizeOptions>) =>
  quantizeRows(rows, rowCount, k, { bits: 4, blockSize: 32, symmetric: true, search: false, ...options });

/** What the operator computes from the layout, padding included: [rowCount, blocks * 32]. */
function dequantize(quantized: QuantizedRows, rowCount: number, k: number, bits: 4 | 8): number[][] {
  const blocks = Math.ceil(k / 32);
  const code = (bytes: Uint8Array, index: number): number =>
    bits === 8 ? (bytes[index] ?? NaN) : ((bytes[index >> 1] ?? NaN) >> (4 * (index & 1))) & 15;
  const zeroPointBytes = Math.ceil((blocks * bits) / 8);
  const { zeroPoints } = quantized;
  return Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: blocks * 32 }, (_unused, column) => {
      const block = Math.floor(column / 32);
      const rowZeroPoints = zeroPoints?.subarray(row * zeroPointBytes, (row + 1) * zeroPointBytes);
      const zeroPoint = rowZeroPoints === undefined ? 2 ** (bits - 1) : code(rowZeroPoints, block);
      const scale = quantized.scales[row * blocks + block] ?? NaN;
      return (code(quantized.packed, row * blocks * 32 + column) - zeroPoint) * scale;
    }),
  );
}

/** Normal weights from a fixed seed; every fourth row with heavy tails. */
function randomRows(rowCount: number, k: number): Float32Array {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Float32Array.from({ length: rowCount * k }, (_, i) => {
    const heavy = Math.floor(i / k) % 4 === 3;
    return 0.02 * normal() * (heavy ? Math.exp(normal()) : 1);
  });
}

function squaredError(rows: Float32Array, rowCount: number, k: number, options: QuantizeOptions): number {
  const values = dequantize(quantizeRows(rows, rowCount, k, options), rowCount, k, options.bits);
  return rows.reduce((sum, weight, i) => sum + (weight - (values[Math.floor(i / k)]?.[i % k] ?? NaN)) ** 2, 0);
}

describe('layout', () => {
  it('packs two codes a byte, the first low, and pads with the zero point', () => {
    // The extreme, -8, takes code 0, and the scale is 1: codes are the weights plus 8.
    const { packed, scales, zeroPoints } = quantize(new Float32Array([-8, 7, 0, 3]), 1, 4, {});
    expect([...packed]).toEqual([0xf0, 0xb8, ...Array<number>(14).fill(0x88)]);
    expect([...scales]).toEqual([1]);
    expect(zeroPoints).toBeUndefined();
  });

  it('packs one code a byte at 8 bits', () => {
    const { packed } = quantize(new Float32Array([-128, 127, 0]), 1, 3, { bits: 8 });
    expect([...packed]).toEqual([0, 255, 128, ...Array<number>(29).fill(128)]);
  });

  it('makes the scale negative when the extreme is positive', () => {
    const { packed, scales } = quantize(new Float32Array([8, -7]), 1, 2, {});
    expect([...scales]).toEqual([-1]);
    expect(packed[0]).toBe(0xf0);
  });

  it.each([
    { bits: 4, expected: [0x50, 0x0f, 0x50, 0x0f] },
    { bits: 8, expected: [0, 85, 255, 0, 85, 255] },
  ] as const)('packs zero points a row, $bits bits', ({ bits, expected }) => {
    const levels = 2 ** bits - 1;
    // Three blocks a row: all positive, a third below zero, all negative.
    const row = [0, levels, -levels / 3, (levels * 2) / 3, -levels, 0];
    const rows = new Float32Array(2 * 96);
    for (const start of [0, 96]) row.forEach((value, i) => (rows[start + Math.floor(i / 2) * 32 + (i % 2)] = value));
    const { zeroPoints, scales } = quantize(rows, 2, 96, { bits, symmetric: false });
    expect([...(zeroPoints ?? [])]).toEqual(expected);
    expect([...scales]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it.each(VARIANTS)('$bits bits, symmetric $symmetric: has the documented sizes', ({ bits, symmetric }) => {
    const { packed, scales, zeroPoints } = quantize(new Float32Array(3 * 100), 3, 100, { bits, symmetric });
    expect(packed.length).toBe(3 * 4 * bits * 4);
    expect(scales.length).toBe(3 * 4);
    expect(zeroPoints?.length).toBe(symmetric ? undefined : 3 * (bits === 4 ? 2 : 4));
  });
});

describe.each(VARIANTS)('$bits bits, symmetric $symmetric', ({ bits, symmetric }) => {
  const plain = { bits, symmetric, blockSize: 32, search: false } as const;
  const searched = { ...plain, search: true } as const;

  it('stays within a step of every weight', () => {
    const [rowCount, k] = [4, 100];
    const rows = randomRows(rowCount, k);
    const quantized = quantizeRows(rows, rowCount, k, plain);
    const values = dequantize(quantized, rowCount, k, bits);
    rows.forEach((weight, i) => {
      const [row, column] = [Math.floor(i / k), i % k];
      const step = Math.abs(quantized.scales[row * 4 + Math.floor(column / 32)] ?? NaN);
      // Half a step of rounding, and at most another where symmetric codes lack a level or the zero point was rounded.
      expect(Math.abs(weight - (values[row]?.[column] ?? NaN))).toBeLessThanOrEqual(1.001 * step);
    });
  });

  it.each([plain, searched])('padding stands for 0, search $search', (options) => {
    const values = dequantize(quantizeRows(randomRows(2, 33), 2, 33, options), 2, 33, bits);
    for (const row of values) expect(row.slice(33).every((value) => value === 0)).toBe(true);
  });

  it('searching lowers the error of every row', () => {
    const [rowCount, k] = [16, 256];
    const rows = randomRows(rowCount, k);
    for (let row = 0; row < rowCount; row++) {
      const one = rows.subarray(row * k, (row + 1) * k);
      expect(squaredError(one, 1, k, searched)).toBeLessThan(squaredError(one, 1, k, plain));
    }
  });

  it.each([plain, searched])('a block of zeros stays zeros, search $search', (options) => {
    const values = dequantize(quantizeRows(new Float32Array(64), 1, 64, options), 1, 64, bits);
    expect(values[0]?.every((value) => value === 0)).toBe(true);
  });

  it.each([NaN, Infinity, -Infinity])('refuses a weight of %s', (bad) => {
    const rows = randomRows(1, 64);
    rows[40] = bad;
    expect(() => quantizeRows(rows, 1, 64, searched)).toThrow(
      expect.objectContaining({ name: 'NonFiniteWeightError' }),
    );
  });

  it('gives the same bytes whether rows come alone or together', () => {
    const rows = randomRows(2, 70);
    const together = quantizeRows(rows, 2, 70, searched);
    const second = quantizeRows(rows.subarray(70), 1, 70, searched);
    expect([...together.packed.subarray(together.packed.length / 2)]).toEqual([...second.packed]);
    expect([...together.scales.subarray(3)]).toEqual([...second.scales]);
  });
});
