import { describe, expect, it } from 'vitest';
import { bootstrapInterval, quantile } from './bootstrap.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function meanOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : mean(known);
}

describe('quantile', () => {
  it.each([
    [0, 10],
    [0.25, 15],
    [0.5, 20],
    [0.75, 40],
    [1, 60],
  ])('%f of 10, 20, 60 is %f', (share, expected) => expect(quantile([10, 20, 60], share)).toBe(expected));

  it('is undefined for nothing', () => expect(quantile([], 0.5)).toBeUndefined());
});

describe('bootstrapInterval', () => {
  it('is the binomial interval for the share of ones', () => {
    // 80 ones of 100: standard error 0.04, so the interval is 0.8 ± 0.078, in steps of 0.01.
    const groups = Array.from({ length: 100 }, (_, k) => (k < 80 ? 1 : 0));
    const { low, high } = bootstrapInterval(groups, mean) ?? { low: NaN, high: NaN };
    expect(Math.abs(low - 0.72)).toBeLessThan(0.015);
    expect(Math.abs(high - 0.875)).toBeLessThan(0.015);
  });

  it('draws whole groups: what always goes together adds no certainty', () => {
    const groups = Array.from({ length: 100 }, (_, k) => (k < 80 ? 1 : 0));
    const tenfold = groups.map((value) => Array.from({ length: 10 }, () => value));
    expect(bootstrapInterval(tenfold, (drawn) => mean(drawn.flat()))).toEqual(bootstrapInterval(groups, mean));
  });

  it('is the same for the same seed, and another for another', () => {
    const groups = Array.from({ length: 50 }, (_, k) => Math.sqrt(k));
    const interval = (seed: number) => bootstrapInterval(groups, mean, { seed });
    expect(interval(4)).toEqual(interval(4));
    expect(interval(4)).not.toEqual(interval(5));
  });

  it('has no width when all groups are alike', () => {
    expect(bootstrapInterval([0.5, 0.5], mean)).toEqual({ low: 0.5, high: 0.5 });
  });

  it('is undefined for one group, which says nothing of others', () => {
    expect(bootstrapInterval([0.7], mean)).toBeUndefined();
  });

  it('tells how far it is', () => {
    const heard: string[] = [];
    bootstrapInterval([0, 1], mean, { resamples: 50, onProgress: (done, total) => heard.push(`${done}/${total}`) });
    expect(heard).toEqual(['0/50', '20/50', '40/50']);
  });

  it('leaves out resamples without a statistic', () => {
    expect(bootstrapInterval([0.4, undefined], meanOfKnown)).toEqual({ low: 0.4, high: 0.4 });
    expect(bootstrapInterval([undefined, undefined], meanOfKnown)).toBeUndefined();
    expect(bootstrapInterval([], meanOfKnown)).toBeUndefined();
  });
});
