import { describe, expect, it } from 'vitest';
import { bradleyTerry, type Contest } from './bradleyTerry.ts';

/** `wins` of `first` against `second`, each in a group of its own. */
function contests(first: string, second: string, wins: number, losses: number, draws = 0): Contest[][] {
  const of = (outcome: number, count: number) => Array.from({ length: count }, () => [{ first, second, outcome }]);
  return [...of(1, wins), ...of(0, losses), ...of(0.5, draws)];
}

function strengths(groups: Contest[][], prior?: number): Record<string, number> {
  const options = prior === undefined ? { resamples: 1 } : { prior, resamples: 1 };
  return Object.fromEntries(bradleyTerry(groups, options).map(({ model, strength }) => [model, strength]));
}

describe('bradleyTerry', () => {
  it('of two models is the log odds of their wins, halved around 0', () => {
    const { a, b } = strengths(contests('a', 'b', 3, 1), 0);
    expect(a).toBeCloseTo(Math.log(3) / 2, 6);
    expect(b).toBeCloseTo(-Math.log(3) / 2, 6);
  });

  it('counts a draw as half a win', () => {
    expect(strengths(contests('a', 'b', 2, 0, 2), 0)['a']).toBeCloseTo(Math.log(3) / 2, 6);
  });

  it('recovers odds of 4 : 2 : 1 from contests that go by them', () => {
    const groups = [...contests('a', 'b', 40, 20), ...contests('b', 'c', 40, 20), ...contests('a', 'c', 48, 12)];
    const { a = NaN, b = NaN, c = NaN } = strengths(groups, 0);
    expect([a, b, c].map((value) => value / Math.LN2)).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(0, 5),
      expect.closeTo(-1, 5),
    ]);
  });

  it('stays finite, by the prior, for one that won all: its expected wins are what it has', () => {
    const { a = NaN, b = NaN } = strengths(contests('a', 'b', 5, 0));
    expect(a).toBe(-b);
    // 5 and a half wins = 5 expected against b and one contest against the average model.
    const odds = Math.exp(a);
    expect((5 * odds) / (odds + 1 / odds) + odds / (odds + 1)).toBeCloseTo(5.5, 5);
  });

  it('lists the best first, with intervals that hold the estimate, the same for the same seed', () => {
    const groups = [...contests('weak', 'strong', 5, 20), ...contests('middle', 'strong', 8, 12)];
    const found = bradleyTerry(groups, { resamples: 200 });
    expect(found.map(({ model, contests: count }) => [model, count])).toEqual([
      ['strong', 45],
      ['middle', 20],
      ['weak', 25],
    ]);
    for (const { strength, interval } of found) {
      expect(interval && interval.low < strength && strength < interval.high).toBe(true);
    }
    expect(bradleyTerry(groups, { resamples: 200 })).toEqual(found);
  });

  it('gives all strength 0 when every contest is a draw', () => {
    const drawn = bradleyTerry([...contests('a', 'b', 0, 0, 3), ...contests('b', 'c', 0, 0, 2)], { resamples: 50 });
    expect(drawn).toHaveLength(3);
    for (const { strength, interval } of drawn) {
      expect([strength, interval?.low, interval?.high]).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero, 9)));
    }
  });

  it('gives models that never met strength 0, and nothing without contests', () => {
    const apart = strengths([...contests('a', 'b', 1, 1), ...contests('c', 'd', 2, 2)]);
    for (const model of ['a', 'b', 'c', 'd']) expect(apart[model]).toBeCloseTo(0, 9);
    expect(bradleyTerry([])).toEqual([]);
  });
});
