import { beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import { drawLayers } from '../network/headLayers.ts';
import { plainProducts } from '../network/matrixProducts.ts';
import { evenShares } from '../tasteHeads.ts';
import type { Vote } from '../trainingSet.ts';
import { agreementOf, voteResults } from '../trial/agreement.ts';
import { chooseRecalibration } from './chooseHold.ts';
import { outputsOf, readLastLayers, type LastLayers } from './lastLayers.ts';
import { learningCurve } from './learningCurve.ts';
import { recalibrate } from './recalibrate.ts';

const PICTURES = 400;
const HIDDEN = 6;

/** Two heads of random layers over random states. */
let last: LastLayers;
beforeAll(async () => {
  const random = new Random(4);
  const heads = [0, 1].map(() => drawLayers([HIDDEN, 12, 8, 2], random));
  const features = heads.map(() => {
    const values = Float32Array.from({ length: PICTURES * HIDDEN }, () => random.normal());
    return { values, rows: PICTURES, columns: HIDDEN };
  });
  last = await readLastLayers({ heads, shares: evenShares(2) }, features, plainProducts);
});

/** Pairs of neighbours, as a voter likes them who counts the heads' mu so much. */
function votesOf(first: number, second: number, from = 0, count = PICTURES / 2): Vote[] {
  const [one, other] = outputsOf(last, last.layers).map((output) => output.filter((_, k) => k % 2 === 0));
  const likes = (row: number) => first * at(one ?? [], row) + second * at(other ?? [], row);
  return Array.from({ length: count }, (_, k) => {
    const [a, b] = [2 * (from + k), 2 * (from + k) + 1];
    return { first: a, second: b, target: Number(likes(a) > likes(b)), of: 'overall', source: String(from + k) };
  });
}

describe('recalibrate', () => {
  it('is the original where votes cost nothing against the hold', () => {
    const { layers, shares } = recalibrate(last, { votes: votesOf(1, 3, 0, 20), grades: [] }, 'chance', {
      layers: 1e9,
      shares: 1e9,
    });
    const ratio = at(shares, 0) / at(shares, 1);
    expect(ratio).toBeCloseTo(1, 6);
    for (const [head, layer] of layers.entries()) {
      const before = at(last.layers, head).weight.values;
      expect(Math.max(...layer.weight.values.map((value, k) => Math.abs(value - at(before, k))))).toBeLessThan(1e-6);
    }
  });

  it('finds how much each head counts for the voter', () => {
    const hold = { layers: Infinity, shares: 0.001 };
    const { layers, shares } = recalibrate(last, { votes: votesOf(1, 3), grades: [] }, 'chance', hold);
    expect(at(shares, 1) / at(shares, 0)).toBeGreaterThan(2.5);
    expect(at(shares, 1) / at(shares, 0)).toBeLessThan(3.5);
    expect(layers.map(({ weight }) => weight.values)).toEqual(last.layers.map(({ weight }) => weight.values));
  });

  it('learns from votes on one head alone, and from grades', () => {
    const votes = votesOf(-1, 0).map((vote) => ({ ...vote, of: 0 }));
    const grades = [{ picture: 0, score: 9, of: 1, source: 'g' }];
    const { layers, shares } = recalibrate(last, { votes, grades }, 'ranknet', { layers: 0.001, shares: 1 });
    const outputs = outputsOf(last, layers);
    const before = agreementOf(voteResults(votes, outputsOf(last, last.layers), last.shares)) ?? NaN;
    expect(before).toBe(0);
    expect(agreementOf(voteResults(votes, outputs, shares)) ?? NaN).toBeGreaterThan(0.9);
    expect(at(at(outputs, 1), 0)).toBeGreaterThan(8);
  });
});

describe('chooseRecalibration', () => {
  it('offers heads that agree better with a voter of another taste, and repeats itself', async () => {
    const votes = votesOf(1, -1);
    const settings = { loss: 'ranknet', seed: 3 } as const;
    const chosen = await chooseRecalibration(last, { votes, grades: [] }, settings);
    const { heldOut } = chosen;
    expect(heldOut?.isBetter).toBe(true);
    expect(heldOut?.gain.value ?? NaN).toBeGreaterThan(0.2);
    expect(heldOut?.votes).toBe(votes.length);
    expect((await chooseRecalibration(last, { votes, grades: [] }, settings)).shares).toEqual(chosen.shares);
  });

  it("offers none to a voter of the model's own taste", async () => {
    const { heldOut } = await chooseRecalibration(
      last,
      { votes: votesOf(1, 1, 0, 40), grades: [] },
      { loss: 'chance', seed: 1 },
    );
    expect(heldOut?.original.value).toBe(1);
    expect(heldOut?.isBetter).toBe(false);
  });

  it('stops when it is told to, and says how far it is', async () => {
    const stop = new AbortController();
    const heard: number[] = [];
    const running = chooseRecalibration(
      last,
      { votes: votesOf(1, 3, 0, 20), grades: [] },
      {
        loss: 'ranknet',
        seed: 1,
        signal: stop.signal,
        onProgress(done) {
          heard.push(done);
          if (done === 2) stop.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard).toEqual([0, 1, 2]);
  });
});

it('counts its trials, also where some folds have few votes and others many', async () => {
  // 1,200 votes, of which four fifths are 960: fewer than what one inner fold is enough for.
  const votes = votesOf(1, -1, 0, 120).flatMap((vote) => Array.from({ length: 10 }, () => vote));
  const heard: (readonly [number, number])[] = [];
  await chooseRecalibration(
    last,
    { votes, grades: [] },
    {
      loss: 'ranknet',
      seed: 1,
      onProgress: (done, total) => heard.push([done, total]),
    },
  );
  expect(heard.map(([done]) => done)).toEqual([...heard.keys()]);
  expect(new Set(heard.map(([, total]) => total))).toEqual(new Set([heard.length]));
});

describe('the curve', () => {
  const hold = { layers: 1, shares: 1 };

  it('is stopped when it is told to', async () => {
    const stop = new AbortController();
    const settings = { loss: 'ranknet', seed: 1, signal: stop.signal } as const;
    const running = learningCurve(last, [{ labels: { votes: votesOf(1, -1, 0, 100), grades: [] }, hold }], settings);
    stop.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is of more and more votes', async () => {
    const votes = votesOf(1, -1, 0, 100);
    const curve = await learningCurve(last, [{ labels: { votes, grades: [] }, hold }], { loss: 'ranknet', seed: 1 });
    expect(curve.map((point) => point.votes)).toEqual([20, 40, 80]);
    expect(at(curve, 2).agreement).toBeGreaterThan(at(curve, 0).agreement);
  });
});
