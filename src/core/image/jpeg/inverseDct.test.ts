import { describe, expect, it } from 'vitest';
import { inverseDct } from './inverseDct.ts';

const ONES = new Uint16Array(64).fill(1);

function transform(coefficients: Readonly<Record<number, number>>, quantisation = ONES): number[] {
  const block = new Int16Array(64);
  for (const [place, value] of Object.entries(coefficients)) block[Number(place)] = value;
  const plane = new Uint8Array(64);
  inverseDct(block, 0, quantisation, plane, 0, 8);
  return [...plane];
}

function weight(k: number): number {
  return k === 0 ? Math.SQRT1_2 : 1;
}

/** The transform's definition (ITU T.81, A.3.3), rounded and clamped. */
function definition(coefficients: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 64 }, (_, n) => {
    const [x, y] = [n % 8, n >> 3];
    let sum = 0;
    for (const [place, value] of Object.entries(coefficients)) {
      const [u, v] = [Number(place) % 8, Number(place) >> 3];
      const across = Math.cos(((2 * x + 1) * u * Math.PI) / 16);
      sum += weight(u) * weight(v) * value * across * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
    }
    return Math.min(Math.max(Math.round(sum / 4) + 128, 0), 255);
  });
}

describe('inverseDct', () => {
  it.each([
    [0, 128],
    [4, 129],
    [3, 128],
    [-5, 127],
    [1016, 255],
    [2000, 255],
    [-2000, 0],
  ])('spreads the average %i as samples of %i', (dc, sample) => {
    expect(transform({ 0: dc })).toEqual(Array(64).fill(sample));
  });

  it('multiplies by the quantisation table', () => {
    expect(transform({ 0: 3 }, new Uint16Array(64).fill(16))).toEqual(Array(64).fill(134));
  });

  it.each([
    ['one row of coefficients', { 0: 80, 1: 100, 3: -60, 7: 20 }],
    ['one column', { 0: -80, 8: 100, 24: -60, 56: 20 }],
    ['many', { 0: 200, 1: -90, 2: 33, 9: 150, 18: -70, 27: 45, 36: 12, 63: -120, 62: 50, 55: 31 }],
  ])('is within one level of the definition for %s', (_, coefficients) => {
    const expected = definition(coefficients);
    transform(coefficients).forEach((sample, n) => {
      expect(Math.abs(sample - (expected[n] ?? 0)), `sample ${n}`).toBeLessThanOrEqual(1);
    });
  });
});
