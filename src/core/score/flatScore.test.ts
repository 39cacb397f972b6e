import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { flattenScore, liftScore } from './flatScore.ts';
import { flatScoreSchema } from './flatScoreSchema.ts';
import { poolHeads } from './score.ts';

const score = poolHeads({ textRendering: { mu: 1.5, logSigma: -1 }, overall: { mu: -0.5, logSigma: 0.5 } });
const flat = {
  textRendering: { mu: 1.5, logSigma: -1 },
  overall: { mu: -0.5, logSigma: 0.5 },
  reward: 0.5,
  logSigma: -0.25,
};

it('has the heads first, as version 0.1 wrote them', () => {
  expect(JSON.stringify(flattenScore(score))).toBe(JSON.stringify(flat));
});

describe('a flat score is read back', () => {
  it('with its heads in the same order', () => {
    expect(JSON.stringify(v.parse(flatScoreSchema, flat))).toBe(JSON.stringify(score));
    expect(JSON.stringify(liftScore(flat))).toBe(JSON.stringify(score));
  });

  it('from among other members, which are no heads', () => {
    const line = { line: 3, model: { mu: 1, logSigma: 2 }, extra: { a: 1 }, heading: 'mu', ...flat };
    expect(v.parse(flatScoreSchema, line)).toEqual(score);
    expect(liftScore(line)).toEqual(score);
  });

  it.each([
    ['no head', { reward: 1, logSigma: 0 }, undefined],
    ['half a head', { ...flat, overall: { mu: 1 } }, 'overall.logSigma'],
    ['a head of text', { ...flat, overall: { mu: '1', logSigma: 0 } }, 'overall.mu'],
    ['a head without an end', { ...flat, overall: { mu: Infinity, logSigma: 0 } }, 'overall.mu'],
    ['no reward', { ...flat, reward: undefined }, 'reward'],
    ['a number', 7, undefined],
    ['nothing', null, undefined],
  ])('unless there is none: %s', (_, value, path) => {
    const { issues } = v.safeParse(flatScoreSchema, value);
    expect(issues?.map((issue) => v.getDotPath(issue) ?? undefined)).toContain(path);
  });
});
