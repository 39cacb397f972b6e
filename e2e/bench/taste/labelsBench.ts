/** Votes on single dimensions, and scores: how heads that learned from few do on scenes that they have not seen. */
import { at } from '../../../src/core/at.ts';
import { groupBy } from '../../../src/core/groupBy.ts';
import { meanOf } from '../../../src/evaluation/statistics/meanInterval.ts';
import { Random } from '../../../src/evaluation/statistics/random.ts';
import { spearman } from '../../../src/evaluation/statistics/spearman.ts';
import { plainProducts } from '../../../src/taste/network/matrixProducts.ts';
import type { TasteHeads } from '../../../src/taste/tasteHeads.ts';
import { trainTaste } from '../../../src/taste/trainTaste.ts';
import type { Grade, Labels, Vote } from '../../../src/taste/trainingSet.ts';
import { agreementOf, voteResults } from '../../../src/taste/trial/agreement.ts';
import { headOutputs } from '../../../src/taste/wholeHeads/learnWholeHeads.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';
import { drawFeatures, type DrawnEdit, type DrawnScenes } from './drawnFeatures.ts';

const LEARNED_SCENES = 150;
const TRIED_SCENES = 300;
const SEEDS = 10;
/** Of each draw, and of each of these so many pairs or edits. */
const SCENES = 30;
const PER_SCENE = 2;
/** Of a normal variable so much lies within so many standard deviations. */
const WITHIN_95 = 1.96;

/** What people give in each dimension, from 1 to 4: an edit that changed something else is as bad as none. */
const GIVEN: readonly ((edit: DrawnEdit) => number)[] = [
  ({ grades: { instructionFollowing } }) => (instructionFollowing === 3 ? 1 : instructionFollowing),
  ({ grades: { visualQuality } }) => visualQuality,
];
const DIMENSIONS = ['instruction, nothing else changed', 'visual quality'];

export const tasteLabels: BenchCase = {
  name: 'taste-labels',
  summary: "votes on single dimensions and scores of few edits, on Nano's drawn scenes [scenes [seeds]]",
  document: 'docs/taste.md',
  async run([scenes = String(LEARNED_SCENES), seeds = String(SEEDS)]) {
    const { original, drawn } = await drawFeatures([101, 102], [Number(scenes), TRIED_SCENES]);
    const [learned, tried] = [at(drawn, 0), at(drawn, 1)];
    const votes = await tryVotes(original, learned, tried, Number(seeds));
    const scores = await tryScores(original, learned, tried, Number(seeds));
    const header = ['Learned from', 'Dimension', "model's own", 'taste, mean', 'taste, least', 'within 95%'];
    const rows = [...votes, ...scores];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

interface Row extends Readonly<Record<string, string | number>> {
  readonly from: string;
  readonly dimension: string;
  readonly own: number;
  readonly mean: number;
  readonly least: number;
  /** The share of new scores that lie within the 95% that sigma says; NaN of votes. */
  readonly within: number;
}

async function tryVotes(original: TasteHeads, learned: DrawnScenes, tried: DrawnScenes, seeds: number): Promise<Row[]> {
  const trial = votesOf(tried.edits, Infinity, Infinity, 0);
  const agreements = async (heads: TasteHeads) => {
    const outputs = await outputsOn(heads, tried);
    return GIVEN.map(
      (_, head) =>
        agreementOf(
          voteResults(
            trial.filter(({ of }) => of === head),
            outputs,
            heads.shares,
          ),
        ) ?? NaN,
    );
  };
  const found: number[][] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const labels = { votes: votesOf(learned.edits, SCENES, PER_SCENE, seed), grades: [] };
    found.push(await agreements(await trained(original, learned, labels, 'chance', seed)));
  }
  const own = await agreements(original);
  return DIMENSIONS.map((dimension, head) => ({
    from: `votes on ${SCENES * PER_SCENE} pairs`,
    dimension,
    own: at(own, head),
    ...summaryOf(found.map((one) => at(one, head))),
    within: NaN,
  }));
}

async function tryScores(
  original: TasteHeads,
  learned: DrawnScenes,
  tried: DrawnScenes,
  seeds: number,
): Promise<Row[]> {
  const own = correlationsOf(await outputsOn(original, tried), tried);
  const found: { readonly correlations: number[]; readonly within: number[] }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const labels = { votes: [], grades: gradesOf(learned.edits, SCENES, 2 * PER_SCENE, seed) };
    const outputs = await outputsOn(await trained(original, learned, labels, 'regression', seed), tried);
    found.push({ correlations: correlationsOf(outputs, tried), within: coverageOf(outputs, tried) });
  }
  return DIMENSIONS.map((dimension, head) => ({
    from: `scores of ${2 * SCENES * PER_SCENE} edits`,
    dimension,
    own: at(own, head),
    ...summaryOf(found.map(({ correlations }) => at(correlations, head))),
    within: meanOf(found.map(({ within }) => at(within, head))),
  }));
}

async function trained(
  original: TasteHeads,
  { features }: DrawnScenes,
  labels: Labels,
  loss: 'chance' | 'regression',
  seed: number,
): Promise<TasteHeads> {
  const settings = { kind: 'recalibration', loss, seed, products: plainProducts } as const;
  return (await trainTaste(original, features, labels, settings)).heads;
}

type Outputs = Awaited<ReturnType<typeof headOutputs>>;

function outputsOn({ heads }: TasteHeads, { features, edits }: DrawnScenes): Promise<Outputs> {
  return headOutputs(heads, features, [...edits.keys()], plainProducts);
}

function correlationsOf(outputs: Outputs, { edits }: DrawnScenes): number[] {
  return GIVEN.map((given, head) => {
    const mus = edits.map((_, row) => at(at(outputs, head), 2 * row));
    return spearman(mus, edits.map(given)) ?? NaN;
  });
}

/** The shares of scores that are as near to mu as sigma says of 95%. */
function coverageOf(outputs: Outputs, { edits }: DrawnScenes): number[] {
  return GIVEN.map((given, head) => {
    const near = edits.filter((edit, row) => {
      const [mu, logSigma] = [at(at(outputs, head), 2 * row), at(at(outputs, head), 2 * row + 1)];
      return Math.abs(given(edit) - mu) <= WITHIN_95 * Math.exp(logSigma);
    });
    return near.length / edits.length;
  });
}

/** Rows of edits, by scene, of so many scenes in a random order. */
function scenesOf(edits: readonly DrawnEdit[], most: number, random: Random): (readonly [number, readonly number[]])[] {
  const scenes = groupBy([...edits.keys()], (row) => at(edits, row).scene);
  return random.shuffled([...scenes]).slice(0, most);
}

/** Each pair is judged once in each dimension. */
function votesOf(edits: readonly DrawnEdit[], scenes: number, perScene: number, seed: number): Vote[] {
  const random = new Random(seed);
  return scenesOf(edits, scenes, random).flatMap(([scene, rows]) => {
    const pairs = rows.flatMap((first, k) => rows.slice(k + 1).map((second) => [first, second] as const));
    return random
      .shuffled(pairs)
      .slice(0, perScene)
      .flatMap(([first, second]) =>
        GIVEN.map((given, of): Vote => {
          const [one, other] = [given(at(edits, first)), given(at(edits, second))];
          return { first, second, target: one === other ? 0.5 : Number(one > other), of, source: String(scene) };
        }),
      );
  });
}

function gradesOf(edits: readonly DrawnEdit[], scenes: number, perScene: number, seed: number): Grade[] {
  const random = new Random(seed);
  return scenesOf(edits, scenes, random).flatMap(([scene, rows]) =>
    random
      .shuffled([...rows])
      .slice(0, perScene)
      .flatMap((picture) =>
        GIVEN.map((given, of): Grade => ({ picture, score: given(at(edits, picture)), of, source: String(scene) })),
      ),
  );
}

function summaryOf(values: readonly number[]) {
  return { mean: meanOf(values), least: Math.min(...values) };
}

function cellsOf({ from, dimension, own, mean, least, within }: Row): string[] {
  const textOf = (value: number) => (Number.isNaN(within) ? percent(value) : value.toFixed(3));
  return [from, dimension, textOf(own), textOf(mean), textOf(least), Number.isNaN(within) ? '' : percent(within)];
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
