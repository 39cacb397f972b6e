import { describe, expect, it } from 'vitest';
import { resultItem } from '../testing/resultItemForTest.ts';
import { scoreDistributions } from './scoreDistribution.ts';

const head = (mu: number) => ({ mu, logSigma: 0 });
const rewards = (...values: number[]) => values.map((reward) => ({ reward }));

describe('scoreDistributions', () => {
  it('counts by what people said', () => {
    const results = [
      resultItem(1, rewards(29, 0), { ranks: [1, 2] }),
      resultItem(2, rewards(1.5, 1), { ranks: [1, 1] }),
      resultItem(3, rewards(1.9, 0.5, 0.25), { ranks: [3, 1, 1] }),
      resultItem(4, rewards(7), {}),
    ];
    const [reward, ...others] = scoreDistributions(results);
    expect(others).toEqual([]);
    // From 0 to 29 in steps of 1.
    expect(reward).toMatchObject({ of: 'reward', start: 0, step: 1 });
    expect(reward?.labels.map(({ label, count, mean }) => [label, count, mean])).toEqual([
      ['win', 1, 29],
      ['tie', 4, 0.8125],
      ['lose', 2, 0.95],
      ['unlabelled', 1, 7],
    ]);
    expect(reward?.labels.map(({ counts }) => counts.length)).toEqual([30, 30, 30, 30]);
    expect(reward?.labels[1]?.counts.slice(0, 3)).toEqual([2, 2, 0]);
    expect(reward?.labels[2]?.counts.slice(0, 3)).toEqual([1, 1, 0]);
  });

  it('shows each head that the results hold', () => {
    const score = { reward: 1, logSigma: 0, heads: { instructionFollowing: head(-1), visualQuality: head(3) } };
    expect(scoreDistributions([resultItem(1, [score], {})])).toMatchObject([
      { of: 'reward', start: 1, step: 1, labels: [{ counts: [1], mean: 1 }] },
      { of: 'instructionFollowing', start: -1, labels: [{ mean: -1 }] },
      { of: 'visualQuality', start: 3, labels: [{ mean: 3 }] },
    ]);
  });

  it('is empty for nothing', () => expect(scoreDistributions([])).toEqual([]));
});
