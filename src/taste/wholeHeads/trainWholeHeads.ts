import { at } from '../../core/at.ts';
import { throwIfAborted } from '../../core/errors.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import type { HeadOutputs } from '../loss/labelsLoss.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { copyLayers, drawLayers, parametersOf, widthsOf, type HeadLayers } from '../network/headLayers.ts';
import { forwardPass } from '../network/headPasses.ts';
import { takeRows } from '../network/matrix.ts';
import type { MatrixProducts } from '../network/matrixProducts.ts';
import { evenShares, type TasteHeads } from '../tasteHeads.ts';
import { labelsOf, sourcesOf, type Features, type Labels } from '../trainingSet.ts';
import { meanError, voteResults, type VoteResult } from '../trial/agreement.ts';
import { foldsOf } from '../trial/folds.ts';
import { compareHeldOut, type HeldOut } from '../trial/heldOut.ts';
import { Adam } from './adam.ts';
import { batchOf, drawBatches } from '../batches.ts';
import { headsGradient } from './headsGradient.ts';
import { columnScales, forRawRows, standardRows, type ColumnScales } from './standardise.ts';

export interface WholeHeadsSettings {
  readonly loss: PairLossName;
  readonly seed: number;
  readonly products: MatrixProducts;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface WholeHeads extends TasteHeads {
  /** After which round over all votes they were best on votes that were kept aside to tell. */
  readonly epoch: number;
  readonly heldOut: HeldOut | undefined;
}

/** A tenth of the sources tells when to stop, and another tenth how good the heads are: neither is learned from. */
const FOLDS = 10;
export const MAX_EPOCHS = 40;
/** So many rounds without a gain end it. */
const PATIENCE = 6;
/** Pairs at a time: more use the processor better. A round has some fifty steps at least, where there are votes enough for that. */
const BATCH = { least: 16, most: 128, stepsPerRound: 50 };
const LEARNING_RATE = 1e-3;
/** Heads have millions of parameters for thousands of votes. */
const WEIGHT_DECAY = 0.05;
/** Pictures that pass the heads at a time, when nothing is learned. */
const ROWS_AT_ONCE = 512;

/**
 * Draws heads of the original's sizes anew, and trains them. With the same products and seed they come out the same. Throws
 * `AbortError`.
 */
export async function trainWholeHeads(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: WholeHeadsSettings,
): Promise<WholeHeads> {
  const folds = foldsOf(labels, FOLDS, settings.seed);
  const [heldOut, stop] = [at(folds, 0).held, at(folds, 1).held];
  const training = new Training(original, features, at(folds, 0).learned, stop, settings);
  const { heads, epoch } = await training.run();
  const taste = { heads, shares: evenShares(heads.length) };
  const before = await resultsOf(original, features, heldOut, settings);
  const after = await resultsOf(taste, features, heldOut, settings);
  return { ...taste, epoch, heldOut: compareHeldOut(before, after) };
}

class Training {
  readonly #features: Features;
  readonly #labels: Labels;
  readonly #stop: Labels;
  readonly #settings: WholeHeadsSettings;
  readonly #random: Random;
  readonly #heads: readonly HeadLayers[];
  readonly #shares: readonly number[];
  readonly #scales: readonly ColumnScales[];
  readonly #adam: Adam;

  constructor(original: TasteHeads, features: Features, labels: Labels, stop: Labels, settings: WholeHeadsSettings) {
    const { rows } = batchOf([labels]);
    const stopping = new Set(sourcesOf(stop));
    this.#labels = labelsOf(labels, (source) => !stopping.has(source));
    this.#features = features;
    this.#stop = stop;
    this.#settings = settings;
    this.#random = new Random(settings.seed, 1);
    this.#heads = original.heads.map((layers) => drawLayers(widthsOf(layers), this.#random));
    this.#shares = evenShares(original.heads.length);
    this.#scales = features.map((matrix) => columnScales(matrix, rows));
    this.#adam = new Adam(this.#heads.flatMap(parametersOf), WEIGHT_DECAY);
  }

  /** The heads of the best round. */
  async run(): Promise<{ readonly heads: readonly HeadLayers[]; readonly epoch: number }> {
    let best = { error: Infinity, epoch: 0, heads: this.#heads };
    for (let epoch = 1; epoch <= MAX_EPOCHS && epoch - best.epoch <= PATIENCE; epoch++) {
      await this.#runEpoch(epoch);
      const heads = this.#heads.map((layers, head) => forRawRows(layers, at(this.#scales, head)));
      const error = meanError(
        await resultsOf({ heads, shares: this.#shares }, this.#features, this.#stop, this.#settings),
      );
      if (error < best.error) best = { error, epoch, heads: heads.map(copyLayers) };
    }
    return best;
  }

  async #runEpoch(epoch: number): Promise<void> {
    const { signal, onProgress } = this.#settings;
    const wished = this.#labels.votes.length / BATCH.stepsPerRound;
    const size = Math.round(Math.min(BATCH.most, Math.max(BATCH.least, wished)));
    const batches = drawBatches(this.#labels, size, this.#random);
    for (const [done, { rows, labels }] of batches.entries()) {
      throwIfAborted(signal);
      onProgress?.((epoch - 1) * batches.length + done, MAX_EPOCHS * batches.length);
      const taken = this.#features.map((matrix, head) => standardRows(matrix, rows, at(this.#scales, head)));
      const { gradients } = await headsGradient(this.#heads, this.#shares, taken, labels, this.#settings);
      this.#adam.step(gradients, LEARNING_RATE * (1 - (epoch - 1) / MAX_EPOCHS));
    }
  }
}

async function resultsOf(
  { heads, shares }: TasteHeads,
  features: Features,
  labels: Labels,
  { products }: WholeHeadsSettings,
): Promise<VoteResult[]> {
  const batch = batchOf([labels]);
  return voteResults(batch.labels.votes, await headOutputs(heads, features, batch.rows, products), shares);
}

/** What heads give for some pictures, by their place among `rows`. */
export async function headOutputs(
  heads: readonly HeadLayers[],
  features: Features,
  rows: readonly number[],
  products: MatrixProducts,
): Promise<HeadOutputs> {
  const outputs = heads.map(() => new Float64Array(2 * rows.length));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE);
    for (const [head, layers] of heads.entries()) {
      const { output } = await forwardPass(layers, takeRows(at(features, head), some), products);
      at(outputs, head).set(output.values, 2 * start);
    }
  }
  return outputs;
}
