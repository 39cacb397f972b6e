import { describe, expect, it } from 'vitest';
import { scalePosition } from '../../core/score/rewardScale.ts';
import { rankedCandidates, rewardScale } from './rankedCandidates.ts';
import { added, afterRun, FAILED, readyState, reduce, scored } from './stageSamples.ts';

function rank(...args: Parameters<typeof afterRun>) {
  const { candidates, callFrom } = afterRun(...args);
  return rankedCandidates(candidates, callFrom);
}

describe('rankedCandidates', () => {
  it('puts the best first, then what waits, then what failed', () => {
    const state = afterRun(readyState(4), [scored(0.5), FAILED, scored(2), scored(-1)]);
    const ranked = rankedCandidates(reduce(state, added('late.png')).candidates, state.callFrom);
    expect(ranked.map((one) => [one.picture.name, one.rank])).toEqual([
      ['c.png', 1],
      ['a.png', 2],
      ['d.png', 3],
      ['late.png', undefined],
      ['b.png', undefined],
    ]);
  });

  it('shares the rank among those that the model cannot tell apart, and keeps the order in which equals were added', () => {
    const ranked = rank(readyState(4), [scored(1), scored(3), scored(1), scored(0.5)]);
    expect(ranked.map((one) => [one.picture.name, one.rank])).toEqual([
      ['b.png', 1],
      ['a.png', 2],
      ['c.png', 2],
      ['d.png', 2],
    ]);
  });

  it('has a leader only if one is told from all others', () => {
    expect(rank(readyState(2), [scored(1), scored(2)]).map(({ leads }) => leads)).toEqual([true, false]);
    expect(rank(readyState(2), [scored(1), scored(1.5)]).map(({ leads }) => leads)).toEqual([false, false]);
    expect(rank(readyState(2), [scored(1), FAILED]).map(({ leads }) => leads)).toEqual([false, false]);
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
