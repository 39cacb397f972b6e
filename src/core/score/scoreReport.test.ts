import { describe, expect, it } from 'vitest';
import { poolHeads } from './score.ts';
import { isSameModel, scoreReport, type CandidateResult } from './scoreReport.ts';

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

  it('says where a limit made pictures smaller than the official code has them', () => {
    const small: CandidateResult = { file: 'a', outcome: { ...scored('a', 1).outcome, maxPixels: 50_000 } as never };
    const { model: named, candidates } = scoreReport({ ...model, maxPixels: 50_000 }, device, [small, scored('b', 0)]);
    expect(named).toStrictEqual({ ...model, maxPixels: 50_000 });
    expect(candidates.map((one) => ('maxPixels' in one ? one['maxPixels'] : undefined))).toEqual([50_000, undefined]);
  });

  it('names model and device, and nothing else of what it is given', () => {
    const extended = { ...model, revision: undefined, byteLength: 7 };
    const report = scoreReport(extended, { ...device, features: ['subgroups'] }, []);
    expect(report).toStrictEqual({ model, device: { ...device, features: ['subgroups'] }, candidates: [] });
    expect(scoreReport({ ...model, revision: 'main' }, device, []).model).toStrictEqual({ ...model, revision: 'main' });
  });
});

it('tells models apart by their package and by the size that pictures have', () => {
  expect(isSameModel(model, { ...model, id: 'renamed' })).toBe(true);
  expect(isSameModel(model, { ...model, manifestSha256: 'cd' })).toBe(false);
  expect(isSameModel(model, { ...model, maxPixels: 50_000 })).toBe(false);
});
