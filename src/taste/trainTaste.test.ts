import { beforeAll, describe, expect, it } from 'vitest';
import { at } from '../core/at.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { drawLayers } from './network/headLayers.ts';
import { plainProducts } from './network/matrixProducts.ts';
import type { Matrix } from './network/matrix.ts';
import { outputsOf, readLastLayers } from './recalibration/lastLayers.ts';
import { spreadOf } from './scores/scoreScale.ts';
import { evenShares, type TasteHeads } from './tasteHeads.ts';
import type { Grade, Vote } from './trainingSet.ts';
import { trainTaste, type TrainingKind } from './trainTaste.ts';
import { headOutputs } from './wholeHeads/learnWholeHeads.ts';

const PICTURES = 160;
const HIDDEN = 6;
const ROWS = Array.from({ length: PICTURES }, (_, row) => row);

/** Two heads of random layers over random states. */
let original: TasteHeads;
let features: Matrix[];
/** What people mind: of the first dimension what the first head gives, of the second the opposite of the second head's. */
let likes: number[][];

beforeAll(async () => {
  const random = new Random(4);
  original = { heads: [0, 1].map(() => drawLayers([HIDDEN, 12, 8, 2], random)), shares: evenShares(2) };
  features = original.heads.map(() => {
    const values = Float32Array.from({ length: PICTURES * HIDDEN }, () => random.normal());
    return { values, rows: PICTURES, columns: HIDDEN };
  });
  const last = await readLastLayers(original, features, plainProducts);
  const mus = outputsOf(last, last.layers).map((output) => [...output].filter((_, k) => k % 2 === 0));
  likes = mus.map((own, head) => own.map((mu) => (head === 0 ? mu : -mu)));
});

const settings = { loss: 'chance', seed: 3, products: plainProducts } as const;
const KINDS: readonly TrainingKind[] = ['recalibration', 'wholeHeads'];

/** Pairs of neighbours in one dimension. */
function votesOn(head: number, pairs = PICTURES / 2): Vote[] {
  return Array.from({ length: pairs }, (_, k) => {
    const [first, second] = [2 * k, 2 * k + 1];
    const target = Number(at(at(likes, head), first) > at(at(likes, head), second));
    return { first, second, target, of: head, source: String(k) };
  });
}

/** Each picture on a scale of people: from 0 to some 100. */
function gradesOn(head: number, of: Grade['of'] = head): Grade[] {
  const own = at(likes, head);
  const [least, most] = [Math.min(...own), Math.max(...own)];
  return ROWS.map((picture) => {
    const score = (100 * (at(own, picture) - least)) / (most - least);
    return { picture, score, of, source: String(picture >> 1) };
  });
}

function trainOnScale(factor: number, offset: number) {
  const grades = gradesOn(1).map((grade) => ({ ...grade, score: factor * grade.score + offset }));
  return trainTaste(
    original,
    features,
    { votes: [], grades },
    { ...settings, kind: 'recalibration', loss: 'regression' },
  );
}

function muOf(heads: TasteHeads['heads']) {
  return headOutputs(heads, features, ROWS, plainProducts).then((outputs) =>
    outputs.map((output) => [...output].filter((_, k) => k % 2 === 0)),
  );
}

describe('votes on single dimensions', () => {
  it('teach each head its own: one that people see the other way round turns around', async () => {
    const votes = [...votesOn(0), ...votesOn(1)];
    const { heldOut, learned } = await trainTaste(
      original,
      features,
      { votes, grades: [] },
      {
        ...settings,
        kind: 'recalibration',
      },
    );
    expect(learned.votes).toHaveLength(PICTURES);
    const [first, second] = heldOut?.heads ?? [];
    // That one has nothing to learn, and its own hold: the other's would cost it a sixth of its votes.
    expect([first?.head, first?.original.value]).toEqual([0, 1]);
    expect(first?.taste.value).toBeGreaterThan(0.95);
    expect([second?.head, second?.original.value]).toEqual([1, 0]);
    expect(second?.taste.value).toBeGreaterThan(0.75);
    expect(heldOut?.isBetter).toBe(true);
  });

  it.each(KINDS)('leave a head as it is that nobody judged, or too few did: %s', async (kind) => {
    const votes = [...votesOn(1), ...votesOn(0, 3)];
    const { heads, learned } = await trainTaste(original, features, { votes, grades: [] }, { ...settings, kind });
    expect(learned.votes.every(({ of }) => of === 1)).toBe(true);
    const [before, after] = [await muOf(original.heads), await muOf(heads.heads)];
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
    expect(heads.shares[0]).toBe(0.5);
    // The other varies the reward as much as before, on the pictures that it learned from.
    const spreads = [after, before].map((mus) => spreadOf(mus[1] ?? []).deviation);
    expect(at(heads.shares, 1) * at(spreads, 0)).toBeCloseTo(0.5 * at(spreads, 1), 6);
  });

  it('are too few where no head has enough', async () => {
    const votes = [...votesOn(0, 4), ...votesOn(1, 9)];
    await expect(
      trainTaste(original, features, { votes, grades: [] }, { ...settings, kind: 'recalibration' }),
    ).rejects.toThrow('There are votes on 9 sources at most for a head, and 10 are needed');
  });
});

describe('scores', () => {
  it.each(KINDS)('of dimensions are what each head gives, with a sigma of what was held out: %s', async (kind) => {
    const grades = [...gradesOn(0), ...gradesOn(1)];
    const trained = await trainTaste(
      original,
      features,
      { votes: [], grades },
      { ...settings, kind, loss: 'regression' },
    );
    const { heads, heldOutScores } = trained;
    expect(trained.heldOut).toBeUndefined();
    const [first, second] = heldOutScores?.figures ?? [];
    expect(first?.original).toEqual({ correlation: expect.closeTo(1, 6), error: expect.closeTo(0, 3) });
    expect(second?.original.correlation).toBeCloseTo(-1, 6);
    expect(second?.taste.correlation).toBeGreaterThan(0.6);
    const outputs = await headOutputs(heads.heads, features, ROWS, plainProducts);
    for (const head of [0, 1]) {
      const sigmas = new Set([...at(outputs, head)].filter((_, k) => k % 2 === 1));
      expect(sigmas.size).toBe(1);
      const error = heldOutScores?.figures[head]?.taste.error ?? NaN;
      expect(Math.exp([...sigmas][0] ?? NaN)).toBeCloseTo(Math.max(error, 1e-6), 3);
    }
    const mu = (await muOf(heads.heads))[1] ?? [];
    const wished = gradesOn(1).map(({ score }) => score);
    const error = Math.sqrt(mu.reduce((sum, one, k) => sum + (one - at(wished, k)) ** 2, 0) / mu.length);
    // The scores have a deviation of some 20.
    expect(error).toBeLessThan(12);
  });

  it.each(KINDS)('of the whole are what the reward gives: %s', async (kind) => {
    const grades = gradesOn(1, 'overall');
    const trained = await trainTaste(
      original,
      features,
      { votes: [], grades },
      { ...settings, kind, loss: 'regression' },
    );
    const mus = await muOf(trained.heads.heads);
    const rewards = ROWS.map((row) =>
      trained.heads.shares.reduce((sum, share, head) => sum + share * at(at(mus, head), row), 0),
    );
    const scores = grades.map(({ score }) => score);
    expect(spreadOf(rewards).mean).toBeCloseTo(spreadOf(scores).mean, -1);
    expect(trained.heldOutScores?.figures.map(({ of }) => of)).toEqual(['overall']);
    expect(trained.heldOutScores?.figures[0]?.taste.correlation).toBeGreaterThan(0.6);
    expect(trained.heldOutScores?.isBetter).toBe(true);
  });

  it('do not depend on the scale that people use', async () => {
    const [one, other] = [await trainOnScale(1, 0), await trainOnScale(0.05, -3)];
    expect(other.heldOutScores?.gain.value).toBeCloseTo(one.heldOutScores?.gain.value ?? NaN, 4);
    expect(other.heldOutScores?.figures[0]?.taste.error).toBeCloseTo(
      0.05 * (one.heldOutScores?.figures[0]?.taste.error ?? NaN),
      4,
    );
  });

  it('have a curve, from fewer to more', async () => {
    const { curve, scoreCurve } = await trainTaste(
      original,
      features,
      { votes: [], grades: gradesOn(1) },
      {
        ...settings,
        kind: 'recalibration',
        loss: 'regression',
      },
    );
    expect(curve).toEqual([]);
    expect(scoreCurve.map(({ grades }) => grades)).toEqual([32, 64, 128]);
    expect(at(scoreCurve, 2).correlation).toBeGreaterThan(at(scoreCurve, 0).correlation);
  });

  it('are too few, in words of scores', async () => {
    const grades = gradesOn(0).slice(0, 8);
    await expect(
      trainTaste(original, features, { votes: [], grades }, { ...settings, kind: 'recalibration', loss: 'regression' }),
    ).rejects.toThrow('There are scores on 4 sources, and 10 are needed');
  });
});
