import { describe, expect, it } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import { scalePosition } from '../core/score/rewardScale.ts';
import { rewardScale } from './candidateItem.ts';

const scored = (following: number, quality: number): CandidateOutcome => ({
  status: 'scored',
  score: editScore({ mu: following, logSigma: 0 }, { mu: quality, logSigma: 0 }),
});
const FAILED: CandidateOutcome = { status: 'failed', error: { name: 'DecodeError', message: 'damaged' } };

describe('rewardScale', () => {
  it('holds both dimensions of all candidates, with room below the lowest', () => {
    const scale = rewardScale([scored(1, 3), FAILED, scored(-1, 2)]);
    expect(scale?.high).toBe(3);
    expect(scale?.low).toBeCloseTo(-1.4, 12);
  });

  it('is undefined when nothing is scored', () => {
    expect(rewardScale([FAILED])).toBeUndefined();
  });
});

describe('scalePosition', () => {
  it('goes from 0 to 1, and is 1 where all rewards are one', () => {
    expect([-1, 0, 1].map((reward) => scalePosition(reward, { low: -1, high: 1 }))).toEqual([0, 0.5, 1]);
    expect(scalePosition(2, { low: 2, high: 2 })).toBe(1);
  });
});
