import { describe, expect, it } from 'vitest';
import { poolHeads } from './score.ts';
import { scoreReport, type CandidateResult } from './scoreReport.ts';

const model = { id: 'tiny', dtype: 'q4', manifestSha256: 'ab' };
const device = { provider: 'cpu', description: 'CPU', features: [] };

function scored(file: string, mu: number): CandidateResult {
  const score = poolHeads({ instructionFollowing: { mu, logSigma: -1 }, visualQuality: { mu, logSigma: -2 } });
  return { file, outcome: { status: 'scored', score } };
}
const failed: CandidateResult = {
  file: 'broken.png',
  outcome: { status: 'failed', error: { name: 'DecodeError', message: 'broken.png is damaged.' } },
};

describe('scoreReport', () => {
  it('lists candidates from the best down, failed ones last', () => {
    const { candidates } = scoreReport(model, device, [scored('a', 1), failed, scored('b', 2), scored('c', 1)]);
    expect(candidates).toEqual([
      {
        file: 'b',
        reward: 2,
        logSigma: -1.5,
        instructionFollowing: { mu: 2, logSigma: -1 },
        visualQuality: { mu: 2, logSigma: -2 },
        rank: 1,
      },
      expect.objectContaining({ file: 'a', rank: 2 }),
      expect.objectContaining({ file: 'c', rank: 2 }),
      { file: 'broken.png', error: { name: 'DecodeError', message: 'broken.png is damaged.' } },
    ]);
  });

  it('says where a limit on the size of pictures makes a score another than the official one', () => {
    const { score } = scored('a', 1).outcome as Extract<CandidateResult['outcome'], { status: 'scored' }>;
    const limited: CandidateResult = { file: 'large', outcome: { status: 'scored', score, maxPixels: 262_144 } };
    const { candidates } = scoreReport(model, device, [limited, scored('b', 0)]);
    expect(candidates).toMatchObject([{ file: 'large', maxPixels: 262_144 }, { file: 'b' }]);
    expect(candidates[1]).not.toHaveProperty('maxPixels');
  });

  it('names model and device, and nothing else of what it is given', () => {
    const extended = { ...model, revision: undefined, byteLength: 7 };
    const report = scoreReport(extended, { ...device, features: ['subgroups'] }, []);
    expect(report).toStrictEqual({ model, device: { ...device, features: ['subgroups'] }, candidates: [] });
    expect(scoreReport({ ...model, revision: 'main' }, device, []).model).toStrictEqual({ ...model, revision: 'main' });
  });
});
