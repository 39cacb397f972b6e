import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../core/score/ranking.ts';
import { scalePosition } from '../../core/score/rewardScale.ts';
import { compareLeaders, rankedCandidates, rewardScale } from './rankedCandidates.ts';
import { added, afterRun, FAILED, readyState, reduce, scored } from './stageSamples.ts';

const rank = (...args: Parameters<typeof afterRun>) => rankedCandidates(afterRun(...args).candidates);

describe('rankedCandidates', () => {
  it('puts the best first, then what waits, then what failed', () => {
    const state = afterRun(readyState(4), [scored(0.5), FAILED, scored(2), scored(-1)]);
    const ranked = rankedCandidates(reduce(state, added('late.png')).candidates);
    expect(ranked.map((one) => [one.picture.name, one.rank])).toEqual([
      ['c.png', 1],
      ['a.png', 2],
      ['d.png', 3],
      ['late.png', undefined],
      ['b.png', undefined],
    ]);
  });

  it('keeps the order in which equals were added, and shares the rank', () => {
    const ranked = rank(readyState(3), [scored(1), scored(2), scored(1)]);
    expect(ranked.map((one) => [one.picture.name, one.rank])).toEqual([
      ['b.png', 1],
      ['a.png', 2],
      ['c.png', 2],
    ]);
  });

  it('has a winner only among two', () => {
    expect(rank(readyState(2), [scored(1), scored(2)]).map(({ leads }) => leads)).toEqual([true, false]);
    expect(rank(readyState(2), [scored(1), FAILED]).map(({ leads }) => leads)).toEqual([false, false]);
  });
});

describe('compareLeaders', () => {
  it('compares the first two by their rewards and sigmas', () => {
    const leaders = compareLeaders(rank(readyState(3), [scored(0, Math.log(3)), scored(1, Math.log(4)), scored(-9)]));
    expect(leaders).toMatchObject({ first: 'b.png', second: 'a.png' });
    expect(leaders?.chance).toBeCloseTo(normalCdf(1 / 5), 12);
  });

  it('needs two scores', () => {
    expect(compareLeaders(rank(readyState(2), [scored(1), FAILED]))).toBeUndefined();
    expect(compareLeaders([])).toBeUndefined();
  });
});

describe('rewardScale', () => {
  it('holds every mu with its sigma, with room at the foot', () => {
    const scale = rewardScale(rank(readyState(2), [scored(-1), scored(2)]));
    expect(scale?.high).toBe(3);
    expect(scale?.low).toBeLessThan(-2);
    expect(scale?.low).toBeGreaterThan(-3);
  });

  it('is missing without scores', () => {
    expect(rewardScale(readyState(2).candidates)).toBeUndefined();
  });

  it('places rewards between its ends', () => {
    const scale = { low: -1, high: 3 };
    expect([-1, 1, 3, 9].map((reward) => scalePosition(reward, scale))).toEqual([0, 0.5, 1, 1]);
  });
});
