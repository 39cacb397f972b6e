import { describe, expect, it } from 'vitest';
import { resultItem } from '../testing/resultItemForTest.ts';
import { pairIndices, statedPairs } from './statedPair.ts';

describe('statedPairs', () => {
  it('says how sure the model is of each pair that people ordered', () => {
    // Sigmas 3 and 4: the difference of 5 has sigma 5, and Phi(1) = 0.841345.
    const item = resultItem(
      1,
      [
        { reward: 5, logSigma: Math.log(3) },
        { reward: 0, logSigma: Math.log(4) },
      ],
      {
        ranks: [2, 1],
      },
    );
    expect(statedPairs(item)).toEqual([
      { chance: expect.closeTo(0.841345, 6), outcome: 0, sigma: expect.closeTo(5, 12) },
    ]);
  });

  it('leaves out ties of people, and takes equal rewards for even chances', () => {
    const scores = [1, 1, 2].map((reward) => ({ reward, logSigma: 0 }));
    const stated = statedPairs(resultItem(1, scores, { ranks: [1, 2, 2] }));
    expect(stated.map(({ chance, outcome }) => [chance, outcome])).toEqual([
      [0.5, 1],
      [expect.closeTo(0.23975, 5), 1],
    ]);
  });

  it('has nothing to say without ranks, or without uncertainty', () => {
    expect(
      statedPairs(
        resultItem(
          1,
          [
            { reward: 1, logSigma: 0 },
            { reward: 2, logSigma: 0 },
          ],
          {},
        ),
      ),
    ).toEqual([]);
    expect(statedPairs(resultItem(1, [{ reward: 1 }, { reward: 2 }], { ranks: [1, 2] }))).toEqual([]);
  });
});

describe('pairIndices', () => {
  it('are each two, once', () => {
    expect(pairIndices(3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(pairIndices(1)).toEqual([]);
  });
});
