import { describe, expect, it } from 'vitest';
import { formatBytes, formatChance, formatDuration, formatScore, formatScoreWithSigma } from './format.ts';

describe('format', () => {
  it('gives scores two decimals and a true minus sign', () => {
    expect([1.425, -0.3, -0.001, 12].map(formatScore)).toEqual(['1.43', '−0.30', '0.00', '12.00']);
    expect(formatScoreWithSigma(-0.5, Math.log(0.25))).toBe('−0.50 ± 0.25');
  });

  it('never rounds a chance up to a certainty', () => {
    expect([0.5, 0.734, 0.9999, 1].map(formatChance)).toEqual(['50%', '73%', 'over 99%', '100%']);
  });

  it('gives bytes in a unit one reads', () => {
    expect([12, 3_400, 583e6, 4.08e9].map((bytes) => formatBytes(bytes))).toEqual([
      '12\u00a0bytes',
      '3\u00a0KB',
      '583\u00a0MB',
      '4.1\u00a0GB',
    ]);
    expect(formatBytes(583e6, 4.08e9)).toBe('0.6');
  });

  it('is as coarse as an estimate is', () => {
    expect([200, 7_400, 43_000, 59_900, 150_000, 7_300_000].map(formatDuration)).toEqual([
      '1 s',
      '7 s',
      '45 s',
      '1 min',
      '3 min',
      '2 h',
    ]);
  });
});
