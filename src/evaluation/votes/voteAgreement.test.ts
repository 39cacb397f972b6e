import { describe, expect, it } from 'vitest';
import { voteAgreement } from './voteAgreement.ts';

const viewOf = (...rewards: (number | null)[]) => ({ modelId: 'm', manifestSha256: 'd', rewards, isDemo: false });

describe('voteAgreement', () => {
  it('counts the pairs of a whole ranking, and leaves out those that people tied', () => {
    // b best; a and c tied; d worst. The model: b > d > a > c.
    const votes = [{ ranks: [2, 1, 2, 4], view: viewOf(0.2, 0.9, 0.1, 0.5) }];
    const { estimate, right, tied } = voteAgreement(votes);
    expect({ right, count: estimate.count, tied }).toEqual({ right: 3, count: 5, tied: 1 });
    expect(estimate.value).toBe(0.6);
  });

  it('has the interval of Wilson, of all votes together', () => {
    const pairs = [...Array.from({ length: 8 }, () => [1, 2]), [2, 1], [2, 1]];
    const { estimate } = voteAgreement(pairs.map((ranks) => ({ ranks, view: viewOf(1, 0) })));
    // Of 8 in 10: (0.8 + z²/20 ± z·sqrt(0.016 + z²/400)) / (1 + z²/10) with z = 1.959964.
    expect(estimate.value).toBe(0.8);
    expect(estimate.interval?.low).toBeCloseTo(0.490162, 5);
    expect(estimate.interval?.high).toBeCloseTo(0.943318, 5);
  });

  it('takes equal rewards for no agreement', () => {
    expect(voteAgreement([{ ranks: [1, 2], view: viewOf(0.5, 0.5) }]).right).toBe(0);
  });

  it('does not count what the model has not scored', () => {
    const votes = [{ ranks: [1, 2, 3], view: viewOf(1, null, 0) }, { ranks: [1, 2] }];
    expect(voteAgreement(votes).estimate.count).toBe(1);
    expect(voteAgreement([]).estimate).toEqual({ value: undefined, interval: undefined, count: 0 });
  });
});
