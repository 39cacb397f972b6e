import { describe, expect, it } from 'vitest';
import { voteAgreement } from '../../evaluation/votes/voteAgreement.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { agreementText, pairRow, totalText } from './resultText.ts';
import { voteSample } from './voteSamples.ts';

const scoreOf = (mu: number) => editScore({ mu, logSigma: 0 }, { mu, logSigma: 0 });
const viewOf = (...rewards: number[]) => ({ modelId: 'm', manifestSha256: 'this', rewards, isDemo: false });
const SHOWN = { modelId: 'm', manifestSha256: 'this', maxPixels: undefined, limits: undefined, scores: [] };

describe('agreementText', () => {
  it('says how often, with the interval, and what is left out', () => {
    const votes = [voteSample('1', { view: viewOf(1, 0) }), voteSample('2', { ranks: [1, 1], view: viewOf(1, 0) })];
    expect(agreementText(voteAgreement(votes))).toBe(
      'The model agrees with you on 1 of 1 pair: 100.0% (95% interval 20.7 to 100.0). You tied 1 pair: there is no order to agree with.',
    );
  });

  it('counts pairs of the same pictures together, as in a whole ranking', () => {
    // Wilson of 1 in 1 begins at 1 / (1 + z²) = 0.2065 with z = 1.959964.
    const ranking = voteSample('1', { ranks: [1, 2, 3], view: viewOf(3, 2, 1) });
    expect(agreementText(voteAgreement([ranking]))).toBe(
      'The model agrees with you on 3 of 3 pairs: 100.0% (95% interval 20.7 to 100.0).',
    );
  });

  it('says where there is nothing to count', () => {
    expect(agreementText(voteAgreement([voteSample('1', {})]))).toBe(
      'There is no pair that you ordered and the model scored.',
    );
  });
});

describe('totalText', () => {
  const latest = voteSample('now', { view: viewOf(1, 0) });
  const earlier = voteSample('before', { view: viewOf(0, 1) });

  it('counts the blind votes with this model', () => {
    const seen = { ...earlier, id: 'seen', isBlind: false };
    const other = { ...earlier, id: 'other', view: { ...viewOf(0, 1), manifestSha256: 'another' } };
    const smaller = { ...earlier, id: 'smaller', view: { ...viewOf(0, 1), maxPixels: 9 } };
    const tasted = { ...earlier, id: 'tasted', view: { ...viewOf(0, 1), tasteSha256: 'cd' } };
    expect(totalText([earlier, seen, other, smaller, tasted, latest], [latest], SHOWN)).toMatch(
      /^In all your blind votes with this model it agrees on 1 of 2 pairs: 50\.0%/,
    );
  });

  it('says nothing where there are no others', () => {
    expect(totalText([latest], [latest], SHOWN)).toBeUndefined();
  });
});

describe('pairRow', () => {
  it('says which one each finds better, and how sure the model is', () => {
    // The difference is 1, and its standard deviation is that of two normals of 1, so that Phi(1 / sqrt 2) = 0.76.
    const row = pairRow(voteSample('1', { ranks: [2, 1] }), [scoreOf(1), scoreOf(0)]);
    expect(row).toEqual({ names: ['a.png', 'b.png'], yours: 'b.png', models: 'a.png (76%)', agrees: false });
    expect(pairRow(voteSample('1', { ranks: [1, 2] }), [scoreOf(1), scoreOf(0)]).agrees).toBe(true);
  });

  it('agrees with no tie, and with nothing that has no score', () => {
    expect(pairRow(voteSample('1', { ranks: [1, 1] }), [scoreOf(1), scoreOf(1)])).toMatchObject({
      yours: 'tie',
      models: 'tie',
      agrees: undefined,
    });
    expect(pairRow(voteSample('1', {}), [undefined, scoreOf(1)])).toMatchObject({
      models: 'not scored',
      agrees: undefined,
    });
  });
});
