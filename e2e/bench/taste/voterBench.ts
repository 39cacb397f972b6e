/** How well a recalibration from a few votes agrees with simulated voters on scenes that it has not seen. */
import { at } from '../../../src/core/at.ts';
import { groupBy } from '../../../src/core/groupBy.ts';
import { meanOf } from '../../../src/evaluation/statistics/meanInterval.ts';
import { Random } from '../../../src/evaluation/statistics/random.ts';
import { preferences, VOTERS } from '../../../src/nano/voters.ts';
import { plainProducts } from '../../../src/taste/network/matrixProducts.ts';
import { chooseRecalibration } from '../../../src/taste/recalibration/chooseHold.ts';
import { outputsOf, readLastLayers, type LastLayers } from '../../../src/taste/recalibration/lastLayers.ts';
import { recalibrate, type Recalibration } from '../../../src/taste/recalibration/recalibrate.ts';
import type { Vote } from '../../../src/taste/trainingSet.ts';
import { agreementOf, voteResults } from '../../../src/taste/trial/agreement.ts';
import { markdownTable, type BenchCase } from '../benchCase.ts';
import { drawFeatures, type DrawnEdit } from './drawnFeatures.ts';

const LEARNED_SCENES = 600;
const TRIED_SCENES = 300;
const SEEDS = 20;
const VOTES = 60;
/** As someone votes: a few pairs of each source. */
const VOTES_PER_SCENE = 2;
/** What the features allow at most is learned from so many. */
const MANY_VOTES = 5000;
const WEAK_HOLD = { layers: 0.1, shares: 0.1 };

type Voter = (edit: DrawnEdit) => number;
const LIKINGS: Readonly<Record<string, Voter>> = {
  '(a) minds damage twice as much': ({ grades }) => VOTERS.damage(grades),
  '(b) minds what else was changed': ({ grades }) => VOTERS.elseChanged(grades),
  "(c) has the model's own taste": ({ score }) => score.reward,
};

export const tasteVoters: BenchCase = {
  name: 'taste',
  summary: "agreement with simulated voters after 60 votes, on Nano's drawn scenes [scenes [seeds]]",
  document: 'docs/taste.md',
  async run([scenes = String(LEARNED_SCENES), seeds = String(SEEDS)]) {
    const { original, drawn } = await drawFeatures([101, 102], [Number(scenes), TRIED_SCENES]);
    const [learned, tried] = await Promise.all(
      drawn.map(async ({ edits, features }) => ({
        edits,
        last: await readLastLayers(original, features, plainProducts),
      })),
    );
    if (!learned || !tried) throw new Error('Nothing was drawn.');
    const rows = [];
    for (const [voter, likes] of Object.entries(LIKINGS)) {
      rows.push({ voter, ...(await tryVoter(likes, learned, tried, Number(seeds))) });
    }
    const header = [
      'Voter',
      "model's own",
      `${VOTES} votes, mean`,
      'least',
      'offered',
      'mean where offered',
      'ceiling',
    ];
    return { rows, markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

interface Side {
  readonly edits: readonly DrawnEdit[];
  readonly last: LastLayers;
}

async function tryVoter(likes: Voter, learned: Side, tried: Side, seeds: number) {
  const trial = votesOf(tried.edits, likes, Infinity, Infinity, 0);
  const agreement = ({ layers, shares }: Recalibration) =>
    agreementOf(voteResults(trial, outputsOf(tried.last, layers), shares)) ?? NaN;
  const own = agreement(tried.last);
  const many = votesOf(learned.edits, likes, Infinity, MANY_VOTES, 0);
  const ceiling = agreement(recalibrate(learned.last, { votes: many, grades: [] }, 'chance', WEAK_HOLD));
  const found: { readonly isOffered: boolean; readonly value: number }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const votes = votesOf(learned.edits, likes, VOTES_PER_SCENE, VOTES, seed);
    const chosen = await chooseRecalibration(learned.last, { votes, grades: [] }, { loss: 'chance', seed });
    found.push({ isOffered: chosen.heldOut?.isBetter === true, value: agreement(chosen) });
  }
  const values = found.map(({ value }) => value);
  const inUse = found.map(({ isOffered, value }) => (isOffered ? value : own));
  const offered = found.filter(({ isOffered }) => isOffered).length;
  return { own, mean: meanOf(values), least: Math.min(...values), offered, seeds, inUse: meanOf(inUse), ceiling };
}

/** Of scenes in a random order, so many pairs of each, until there are `most`. */
function votesOf(edits: readonly DrawnEdit[], likes: Voter, perScene: number, most: number, seed: number): Vote[] {
  const random = new Random(seed);
  const scenes = groupBy([...edits.keys()], (row) => at(edits, row).scene);
  const votes = random.shuffled([...scenes]).flatMap(([scene, rows]) => {
    const pairs = preferences(rows.map((row) => likes(at(edits, row))));
    return random
      .shuffled(pairs)
      .slice(0, perScene)
      .map(([better, worse]) => ({ first: at(rows, better), second: at(rows, worse), scene }));
  });
  return votes
    .slice(0, most)
    .map(({ first, second, scene }): Vote => ({ first, second, target: 1, of: 'overall', source: String(scene) }));
}

function cellsOf({
  voter,
  own,
  mean,
  least,
  offered,
  seeds,
  inUse,
  ceiling,
}: Awaited<ReturnType<typeof tryVoter>> & { readonly voter: string }) {
  return [
    voter,
    percent(own),
    percent(mean),
    percent(least),
    `${offered} of ${seeds}`,
    percent(inUse),
    percent(ceiling),
  ];
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
