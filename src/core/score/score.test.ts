import { describe, expect, it } from 'vitest';
import { headScore, labelOfKey, poolHeads } from './score.ts';

describe('poolHeads', () => {
  it('takes the mean of mu and of log sigma', () => {
    const heads = { instructionFollowing: { mu: 1.5, logSigma: -1 }, visualQuality: { mu: -0.5, logSigma: 0.5 } };
    expect(poolHeads(heads)).toEqual({ heads, reward: 0.5, logSigma: -0.25 });
  });

  it('lets a single head be its own reward', () => {
    const heads = { overall: { mu: 0.1, logSigma: -0.3 } };
    expect(poolHeads(heads)).toEqual({ heads, reward: 0.1, logSigma: -0.3 });
  });

  it('needs a head', () => {
    expect(() => poolHeads({})).toThrow('A score needs a head.');
  });
});

describe('headScore', () => {
  const heads = { overall: { mu: 1, logSigma: 2 } };

  it('is that of the head', () => {
    expect(headScore(heads, 'overall')).toEqual({ mu: 1, logSigma: 2 });
  });

  it.each(['other', 'toString'])('throws for a head that the score does not have: %s', (key) => {
    expect(() => headScore(heads, key)).toThrow(`There is no score of the head "${key}".`);
  });
});

it.each([
  ['overall', 'Overall'],
  ['visualQuality', 'Visual quality'],
  ['instructionFollowing', 'Instruction following'],
])('makes words of the key %s', (key, label) => {
  expect(labelOfKey(key)).toBe(label);
});
