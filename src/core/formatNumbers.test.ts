import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatChance,
  formatCountOf,
  formatDuration,
  formatScore,
  formatScoreWithSigma,
} from './formatNumbers.ts';

describe('scores', () => {
  it('have two decimals, a true minus sign, and no negative zero', () => {
    expect([1.416, -0.304, -0.004].map(formatScore)).toEqual(['1.42', '−0.30', '0.00']);
  });

  it('carry sigma, not its logarithm', () => {
    expect(formatScoreWithSigma(1.5, Math.log(0.25))).toBe('1.50 ± 0.25');
  });
});

it('does not round a chance up to certainty', () => {
  expect([0.5, 0.996, 1, 0].map(formatChance)).toEqual(['50%', 'over 99%', 'over 99%', 'under 1%']);
});

it('writes bytes in the unit that fits, or in that of another number', () => {
  expect([999, 1.5e3, 83.4e6, 4.08e9].map((byteLength) => formatBytes(byteLength))).toEqual([
    '999 bytes',
    '2 KB',
    '83 MB',
    '4.1 GB',
  ]);
  expect(formatBytes(1.23e9, 4.08e9)).toBe('1.2');
});

it('writes durations as coarsely as estimates are', () => {
  expect([200, 8_400, 23_000, 59_600, 150_000, 2 * 3_600_000].map(formatDuration)).toEqual([
    '1 s',
    '8 s',
    '25 s',
    '1 min',
    '3 min',
    '2 h',
  ]);
});

it('counts one thing, or several', () => {
  expect([1, 1200, 0].map((value) => formatCountOf(value, 'edit'))).toEqual(['1 edit', '1,200 edits', '0 edits']);
});
