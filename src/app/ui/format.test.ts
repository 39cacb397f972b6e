import { describe, expect, it } from 'vitest';
import { formatRaw, formatSigma } from './format.ts';

describe('format', () => {
  it('shows an uncertainty like a score, and raw values with more decimals', () => {
    expect(formatSigma(Math.log(0.314))).toBe('0.31');
    expect([-1.23456, 0.5].map(formatRaw)).toEqual(['−1.2346', '0.5000']);
  });
});
