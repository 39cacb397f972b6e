import { describe, expect, it } from 'vitest';
import { editScore } from '../testing/scoreForTest.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import { packOutcomes, unpackOutcomes } from './packedOutcomes.ts';

const score = (mu: number) => editScore({ mu, logSigma: -0.1 }, { mu: mu / 3, logSigma: 2e-17 });
const scored = (line: number, candidate: number, mu: number): KeptOutcome => ({
  line,
  candidate,
  outcome: { score: score(mu), sha256: { source: 'ab'.repeat(32), edited: `${line}${candidate}`.repeat(8) } },
});

describe('packed outcomes', () => {
  it('are the very outcomes, with each digest once', () => {
    const outcomes = [scored(1, 0, 1 / 3), scored(1, 1, -7e300), scored(4_000_000_000, 0, 0)];
    const packed = packOutcomes(outcomes);
    expect(unpackOutcomes(structuredClone(packed))).toStrictEqual(outcomes);
    expect([packed.digests.length, packed.scores.length, packed.others]).toEqual([4, 3 * 6, []]);
  });

  it('keep the order of heads', () => {
    const [one] = unpackOutcomes(packOutcomes([scored(1, 0, 2)]));
    expect(one && 'score' in one.outcome && Object.keys(one.outcome.score.heads)).toEqual([
      'instructionFollowing',
      'visualQuality',
    ]);
  });

  it('are whole where some digests are not known', () => {
    const { outcome, ...first } = scored(1, 0, 1);
    const outcomes: KeptOutcome[] = [
      { ...first, outcome: { score: score(1) } },
      { line: 2, candidate: 0, outcome: { score: score(1), sha256: { edited: 'cd' } } },
      { line: 3, candidate: 0, outcome: { score: score(1), sha256: { source: 'ab' } } },
      { line: 4, candidate: 0, outcome },
    ];
    expect(unpackOutcomes(packOutcomes(outcomes))).toStrictEqual(outcomes);
  });

  it('hold failures, stale ones and scores of other heads in their places', () => {
    const outcomes: KeptOutcome[] = [
      { line: 1, candidate: 0, outcome: { error: { name: 'ImageError', message: 'It is damaged.' } } },
      scored(1, 1, 2),
      { ...scored(2, 0, 3), stale: true },
      {
        line: 3,
        candidate: 0,
        outcome: { score: { heads: { overall: { mu: 1, logSigma: 0 } }, reward: 1, logSigma: 0 } },
      },
      scored(3, 1, 4),
    ];
    const packed = packOutcomes(outcomes);
    expect(unpackOutcomes(packed)).toStrictEqual(outcomes);
    expect([packed.lines.length, packed.others.length]).toEqual([2, 3]);
  });

  it('are none of none', () => {
    expect(unpackOutcomes(packOutcomes([]))).toEqual([]);
  });
});
