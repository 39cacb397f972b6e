import { describe, expect, it } from 'vitest';
import { auditRows, hasNonFinite } from './auditRows.ts';
import type { EncodeTask } from './encodeRows.ts';

const QUANTISED = { kind: 'quantized', bits: 4, symmetric: false, scaleType: 'float16' } as const;

function task(dtype: EncodeTask['dtype'], words: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>, rowCount = 1) {
  const bytes = new Uint8Array(words.buffer);
  return { dtype, bytes, rowCount, sourceShape: [rowCount, words.length / rowCount], encoding: QUANTISED };
}

describe('auditRows', () => {
  // 1, infinity, -infinity, NaN with either sign, the largest finite number.
  it.each([
    ['BF16', [0x3f80, 0x7f80, 0xff80, 0x7fc0, 0xffc1, 0xff7f]],
    ['F16', [0x3c00, 0x7c00, 0xfc00, 0x7e00, 0xfe01, 0xfbff]],
  ] as const)('counts NaN and infinities of %s', (dtype, words) => {
    const { bytes, ...rest } = task(dtype, new Uint16Array(words));
    expect(auditRows({ bytes, ...rest })).toMatchObject({ nonFinite: 4, largest: Infinity });
    expect(hasNonFinite(dtype, bytes)).toBe(true);
    expect(hasNonFinite(dtype, bytes.slice(0, 2))).toBe(false);
  });

  it('counts those of fp32, and what fp16 would round to infinity', () => {
    const values = new Float32Array([NaN, -Infinity, 65519.996, 65520, -1e9, 0]);
    expect(auditRows(task('F32', values))).toMatchObject({ nonFinite: 2, beyondF16: 4 });
    expect(auditRows(task('F32', values.slice(2)))).toEqual({
      nonFinite: 0,
      largest: 1e9,
      beyondF16: 2,
      zeroBlocks: 0,
    });
  });

  it('knows what bf16 holds beyond fp16', () => {
    // 65280, the last below 65536, and -65536.
    const audit = auditRows(task('BF16', new Uint16Array([0x477f, 0xc780])));
    expect(audit).toMatchObject({ beyondF16: 1, largest: 65536 });
  });

  it('counts blocks of zeros, the last of each row being shorter', () => {
    const rows = new Float32Array(2 * 40);
    rows[31] = 1;
    rows[79] = -1e-30;
    rows[40] = -0;
    expect(auditRows(task('F32', rows, 2)).zeroBlocks).toBe(2);
  });

  it('starts at any offset', () => {
    const bytes = new Uint8Array([0, 0x80, 0x7f]).subarray(1);
    expect(auditRows({ ...task('BF16', new Uint16Array(1)), bytes })).toMatchObject({ nonFinite: 1 });
  });
});
