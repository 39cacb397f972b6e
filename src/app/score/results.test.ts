import { describe, expect, it } from 'vitest';
import { resultsJson } from './results.ts';
import { PICTURE_READY } from '../model/modelSamples.ts';
import { added, afterRun, FAILED, readyState, reduce, reduceAll, scored } from './stageSamples.ts';

describe('resultsJson', () => {
  it('lists the ranking with raw values, failures last', () => {
    const done = afterRun(readyState(3), [scored(1, -1), FAILED, scored(2, -2)]);
    const head = { mu: 2, logSigma: -2 };
    expect(JSON.parse(resultsJson(done) ?? '')).toEqual({
      instruction: 'add a hat',
      source: 'source.png',
      orientation: 'upright',
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
    expect(resultsJson(readyState(2))).toBeUndefined();
    const late = reduce(afterRun(readyState(1), [scored(1)]), added('late.png'));
    expect(JSON.parse(resultsJson(late) ?? '').candidates).toEqual([expect.objectContaining({ file: 'a.png' })]);
  });

  it('says what the scores are for, whatever is on the page since', () => {
    const done = afterRun(readyState(2), [scored(1), scored(2)]);
    const changed = reduceAll(
      [
        { type: 'instructionChanged', instruction: 'another' },
        { type: 'usedAsSource', id: 2 },
      ],
      done,
    );
    const told = { instruction: 'add a hat', source: 'source.png' };
    expect(JSON.parse(resultsJson(changed) ?? '')).toMatchObject(told);
    const removed = reduce(done, { type: 'pictureRemoved', id: 1 });
    expect(JSON.parse(resultsJson(removed) ?? '').source).toBeUndefined();
  });

  it('calls the text a prompt where the model does', () => {
    const ready = reduceAll([PICTURE_READY, added('a.png'), { type: 'instructionChanged', instruction: 'a bird' }]);
    const done = afterRun(ready, [scored(1)]);
    expect(JSON.parse(resultsJson(done) ?? '')).toMatchObject({ prompt: 'a bird' });
    expect(JSON.parse(resultsJson(done) ?? '')).not.toHaveProperty('instruction');
  });
});
