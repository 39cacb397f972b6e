import { describe, expect, it } from 'vitest';
import { resultsJson } from './results.ts';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { afterRun, FAILED, readyState, scored } from './stageSamples.ts';

describe('resultsJson', () => {
  it('lists the ranking with raw values, failures last', () => {
    const { candidates } = afterRun(readyState(3), [scored(1, -1), FAILED, scored(2, -2)]);
    const head = { mu: 2, logSigma: -2 };
    expect(JSON.parse(resultsJson(MODEL_STATUS, candidates))).toEqual({
      model: { id: 'sample', dtype: 'q4', revision: 'r1', manifestSha256: '00' },
      device: { provider: 'webgpu', description: 'an adapter', features: [], operators: 'fused' },
      candidates: [
        { file: 'c.png', reward: 2, logSigma: -2, instructionFollowing: head, visualQuality: head, rank: 1 },
        expect.objectContaining({ file: 'a.png', rank: 2 }),
        { file: 'b.png', error: { name: 'DecodeError', message: 'It is damaged.' } },
      ],
    });
  });

  it('leaves out what is not scored', () => {
    expect(JSON.parse(resultsJson(MODEL_STATUS, readyState(2).candidates)).candidates).toEqual([]);
  });
});
