/** Whole heads: from nothing on Nano's drawn pairs, and how long 10,000 pairs of a model of 7B take. */
import { at } from '../../../src/core/at.ts';
import { groupBy } from '../../../src/core/groupBy.ts';
import { nodeOrt } from '../../../src/cli/nodeSessions.ts';
import { Random } from '../../../src/evaluation/statistics/random.ts';
import { DIMENSIONS } from '../../../src/nano/dimension.ts';
import { createRuntimeProducts } from '../../../src/runtime/training/runtimeProducts.ts';
import { drawLayers } from '../../../src/taste/network/headLayers.ts';
import type { Matrix } from '../../../src/taste/network/matrix.ts';
import { evenShares } from '../../../src/taste/tasteHeads.ts';
import type { Vote } from '../../../src/taste/trainingSet.ts';
import { agreementOf, voteResults } from '../../../src/taste/trial/agreement.ts';
import { headOutputs } from '../../../src/taste/wholeHeads/learnWholeHeads.ts';
import { trainWholeHeads } from '../../../src/taste/wholeHeads/trainWholeHeads.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';
import { drawFeatures, type DrawnEdit } from './drawnFeatures.ts';

const LEARNED_SCENES = 400;
const TRIED_SCENES = 300;
const PAIRS = 2000;

export const tasteWholeHeads: BenchCase = {
  name: 'taste-whole',
  summary: "heads drawn anew and trained on 2,000 of Nano's drawn pairs, against the shipped heads [scenes]",
  document: 'docs/taste.md',
  async run([scenes = String(LEARNED_SCENES)]) {
    const { original, drawn } = await drawFeatures([101, 102], [Number(scenes), TRIED_SCENES]);
    const products = await createRuntimeProducts(nodeOrt);
    try {
      const [learned, tried] = [at(drawn, 0), at(drawn, 1)];
      const votes = gradedVotes(learned.edits, 1, 2 * PAIRS);
      const start = performance.now();
      const trained = await trainWholeHeads(
        original,
        learned.features,
        { votes, grades: [] },
        { loss: 'chance', seed: 1, products },
      );
      const seconds = (performance.now() - start) / 1000;
      const trial = gradedVotes(tried.edits, 2, Infinity);
      const agreement = async ({ heads, shares }: typeof original) =>
        agreementOf(
          voteResults(trial, await headOutputs(heads, tried.features, [...tried.edits.keys()], products), shares),
        ) ?? NaN;
      const row = {
        shipped: await agreement(original),
        anew: await agreement(trained),
        epochs: trained.epoch,
        seconds,
      };
      const cells = [
        `${PAIRS}`,
        percent(row.shipped),
        percent(row.anew),
        String(row.epochs),
        `${seconds.toFixed(0)} s`,
      ];
      const header = ['Pairs', 'shipped heads', 'heads drawn anew', 'best round', 'time'];
      return { rows: [row], markdown: markdownTable(header, [cells]) };
    } finally {
      await products.dispose();
    }
  },
};

/** Each pair of edits of a scene is judged once by each grade; scenes and pairs in a random order. */
function gradedVotes(edits: readonly DrawnEdit[], seed: number, most: number): Vote[] {
  const random = new Random(seed);
  const scenes = groupBy([...edits.keys()], (row) => at(edits, row).scene);
  const votes = random.shuffled([...scenes]).flatMap(([scene, rows]) => {
    const pairs = rows.flatMap((first, k) => rows.slice(k + 1).map((second) => [first, second] as const));
    return random.shuffled(pairs).flatMap(([first, second]) =>
      DIMENSIONS.map((dimension, of): Vote => {
        const [one, other] = [at(edits, first).grades[dimension], at(edits, second).grades[dimension]];
        const target = one === other ? 0.5 : Number(one > other);
        return { first, second, target, of, source: String(scene) };
      }),
    );
  });
  return votes.slice(0, most);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

const HIDDEN = 3584;
const MANY_PAIRS = 10_000;
const HEAD_WIDTHS = [HIDDEN, 1024, 16, 2];
/** The voter's taste is one direction of what the model saw, and a tenth of the votes are mistakes. */
const MISTAKES = 0.1;

export const tasteMemory: BenchCase = {
  name: 'taste-memory',
  summary: 'time and memory of whole heads on pairs of drawn features as wide as a 7B model [pairs]',
  document: 'docs/taste.md',
  async run([pairs = String(MANY_PAIRS)]) {
    const count = Number(pairs);
    const random = new Random(5);
    const features = [drawMatrix(random, 2 * count), drawMatrix(random, 2 * count)];
    const original = { heads: [0, 1].map(() => drawLayers(HEAD_WIDTHS, random)), shares: evenShares(2) };
    const votes = Array.from({ length: count }, (_, k) => voteOf(features, random, k));
    const products = await createRuntimeProducts(nodeOrt);
    const start = performance.now();
    const trained = await trainWholeHeads(
      original,
      features,
      { votes, grades: [] },
      { loss: 'chance', seed: 1, products },
    );
    const seconds = (performance.now() - start) / 1000;
    await products.dispose();
    const megabytes = process.resourceUsage().maxRSS / 1024;
    const row = {
      pairs: count,
      seconds,
      megabytes,
      epochs: trained.epoch,
      agreement: trained.heldOut?.taste.value ?? NaN,
    };
    const cells = [
      pairs,
      `${seconds.toFixed(0)} s`,
      `${megabytes.toFixed(0)} MB`,
      String(row.epochs),
      percent(row.agreement),
    ];
    const header = ['Pairs', 'time', 'most memory', 'best round', 'agreement, held out'];
    return { rows: [row], markdown: markdownTable(header, [cells]) };
  },
};

function drawMatrix(random: Random, rows: number): Matrix {
  const values = new Float32Array(rows * HIDDEN);
  for (let k = 0; k < values.length; k++) values[k] = random.between(-1, 1);
  return { values, rows, columns: HIDDEN };
}

function voteOf(features: readonly Matrix[], random: Random, k: number): Vote {
  const likes = (row: number) => features.reduce((sum, { values }) => sum + at(values, row * HIDDEN), 0);
  const isFirst = likes(2 * k) > likes(2 * k + 1) !== random.between(0, 1) < MISTAKES;
  return { first: 2 * k, second: 2 * k + 1, target: Number(isFirst), of: 'overall', source: String(k) };
}
