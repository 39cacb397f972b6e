import { describe, expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import type { Linear } from '../network/headLayers.ts';
import type { Grade } from '../trainingSet.ts';
import { outputsOf, type LastLayers } from './lastLayers.ts';
import { recalibrateToScores } from './recalibrateToScores.ts';

/** Mu is the first of two inputs, and log sigma is -1. */
const LAYER: Linear = {
  weight: { values: Float64Array.of(1, 0, 0, 0), rows: 2, columns: 2 },
  bias: Float64Array.of(0, -1),
};
const INPUT = { values: Float64Array.of(1, 0, 2, 1, 3, 0, 4, 1), rows: 4, columns: 2 };
const SPREAD = { inputs: Float64Array.of(Math.sqrt(1.25), 0.5), mu: Math.sqrt(1.25) };
const LAST: LastLayers = {
  inputs: [INPUT, INPUT],
  layers: [LAYER, LAYER],
  shares: [0.5, 0.5],
  spreads: [SPREAD, SPREAD],
};
/** 10 (first input) + 100 (second input) + 5. */
const SCORES = [15, 125, 35, 145];

function grades(of: Grade['of']): Grade[] {
  return SCORES.map((score, picture) => ({ picture, score, of, source: String(picture) }));
}

function learn(of: Grade['of'], layers: number) {
  const { layers: learned, shares } = recalibrateToScores(LAST, grades(of), { layers, shares: 3 });
  const mus = outputsOf(LAST, learned).map((output) => [...output].filter((_, k) => k % 2 === 0));
  return { learned, shares, mus };
}

describe('recalibrateToScores', () => {
  it('is the original at its best scale where nothing may change', () => {
    // The line of least squares through (1, 15), (2, 125), (3, 35), (4, 145): 5 + 30 mu.
    const { mus } = learn(0, Infinity);
    expect(mus[0]).toEqual([35, 65, 95, 125].map((mu) => expect.closeTo(mu, 9)));
  });

  it('finds what people look at, where nothing holds it', () => {
    const { learned, mus } = learn(0, 1e-9);
    expect(mus[0]).toEqual(SCORES.map((score) => expect.closeTo(score, 2)));
    const [{ weight, bias } = LAYER] = learned;
    expect([...weight.values.slice(0, 2), bias[0]]).toEqual([10, 100, 5].map((one) => expect.closeTo(one, 1)));
  });

  it('leaves a head without scores, the shares, and log sigma as they are', () => {
    const { learned, shares } = learn(0, 0.01);
    expect(learned[1]).toEqual(LAYER);
    expect(shares).toEqual([0.5, 0.5]);
    expect([...at(learned, 0).weight.values.slice(2), at(learned, 0).bias[1]]).toEqual([0, 0, -1]);
  });

  it('of the whole makes the reward the score, whatever the shares become', () => {
    const { shares, mus } = learn('overall', 1e-6);
    const rewards = SCORES.map((_, row) =>
      shares.reduce((sum, share, head) => sum + share * at(at(mus, head), row), 0),
    );
    expect(rewards).toEqual(SCORES.map((score) => expect.closeTo(score, 0)));
  });
});
