import { describe, expect, it } from 'vitest';
import { voteAgreement } from './voteAgreement.ts';

const vote = (instruction: string, ranks: readonly number[]) => ({ instruction, source: undefined, ranks });
const viewOf = (...rewards: (number | null)[]) => ({ modelId: 'm', manifestSha256: 'd', rewards, isDemo: false });

describe('voteAgreement', () => {
  it('counts the pairs of a whole ranking, and leaves out those that people tied', () => {
    // b best; a and c tied; d worst. The model: b > d > a > c.
    const votes = [{ ...vote('x', [2, 1, 2, 4]), view: viewOf(0.2, 0.9, 0.1, 0.5) }];
    const { estimate, right, tied } = voteAgreement(votes);
    expect({ right, count: estimate.count, tied }).toEqual({ right: 3, count: 5, tied: 1 });
    expect(estimate.value).toBe(0.6);
  });

  it('has the interval of Wilson, where each vote is on pictures of its own', () => {
    const pairs = [...Array.from({ length: 8 }, () => [1, 2]), [2, 1], [2, 1]];
    const { estimate } = voteAgreement(pairs.map((ranks, k) => ({ ...vote(String(k), ranks), view: viewOf(1, 0) })));
    // Of 8 in 10: (0.8 + z²/20 ± z·sqrt(0.016 + z²/400)) / (1 + z²/10) with z = 1.959964.
    expect(estimate.value).toBe(0.8);
    expect(estimate.interval?.low).toBeCloseTo(0.490162, 5);
    expect(estimate.interval?.high).toBeCloseTo(0.943318, 5);
  });

  it('counts sources in its interval, where all votes on one go the same way', () => {
    const votes = ['a', 'b', 'c', 'd'].flatMap((sha256) =>
      ['one', 'two', 'three'].map((instruction) => ({
        ...vote(instruction, sha256 === 'a' ? [2, 1] : [1, 2]),
        source: { name: 'source', sha256 },
        view: viewOf(1, 0),
      })),
    );
    // Of 3 in 4: (0.75 + z²/8 ± z·sqrt(0.1875/4 + z²/64)) / (1 + z²/4) with z = 1.959964.
    const { estimate } = voteAgreement(votes);
    expect([estimate.value, estimate.count]).toEqual([0.75, 12]);
    expect(estimate.interval?.low).toBeCloseTo(0.300642, 5);
    expect(estimate.interval?.high).toBeCloseTo(0.954413, 5);
  });

  it('takes equal rewards for no agreement', () => {
    expect(voteAgreement([{ ...vote('x', [1, 2]), view: viewOf(0.5, 0.5) }]).right).toBe(0);
  });

  it('does not count what the model has not scored', () => {
    const votes = [{ ...vote('x', [1, 2, 3]), view: viewOf(1, null, 0) }, vote('y', [1, 2])];
    expect(voteAgreement(votes).estimate.count).toBe(1);
    expect(voteAgreement([]).estimate).toEqual({ value: undefined, interval: undefined, count: 0 });
  });
});
