import { at } from '../../core/at.ts';
import { throwIfAborted } from '../../core/errors.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import { batchOf, drawBatches } from '../batches.ts';
import type { HeadOutputs } from '../loss/labelsLoss.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { copyLayers, drawLayers, parametersOf, widthsOf, type HeadLayers } from '../network/headLayers.ts';
import { forwardPass } from '../network/headPasses.ts';
import { takeRows } from '../network/matrix.ts';
import type { MatrixProducts } from '../network/matrixProducts.ts';
import { requireNumber } from '../noNumbersError.ts';
import { evenShares, type TasteHeads } from '../tasteHeads.ts';
import { isTaught, type Features, type Labels } from '../trainingSet.ts';
import { meanError, voteResults } from '../trial/agreement.ts';
import { gradeResults } from '../trial/gradeResults.ts';
import { Adam } from './adam.ts';
import { headsGradient } from './headsGradient.ts';
import { columnScales, forRawRows, standardRows, type ColumnScales } from './standardise.ts';

export interface WholeHeadsSettings {
  readonly loss: PairLossName;
  readonly seed: number;
  readonly products: MatrixProducts;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

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

/** Labels to learn from, and others that tell when to stop. */
export interface StoppedLabels {
  readonly labels: Labels;
  readonly stop: Labels;
}

/** Heads of the best round, and which round that was. */
export interface LearnedHeads {
  readonly taste: TasteHeads;
  readonly epoch: number;
}

/** Draws heads of the original's sizes anew, and trains them. A head without labels stays the original's. Throws `AbortError`. */
export async function learnWholeHeads(
  original: TasteHeads,
  features: Features,
  { labels, stop }: StoppedLabels,
  settings: WholeHeadsSettings,
): Promise<LearnedHeads> {
  const { heads: drawn, epoch } = await new Training(original, features, labels, stop, settings).run();
  const heads = drawn.map((layers, head) => (isTaught(head, labels) ? layers : at(original.heads, head)));
  return { taste: { heads, shares: evenShares(heads.length) }, epoch };
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
    // What columns hold needs no labels: pictures of both tell it.
    const { rows } = batchOf([labels, stop]);
    this.#labels = labels;
    this.#features = features;
    this.#stop = stop;
    this.#settings = settings;
    this.#random = new Random(settings.seed, 1);
    this.#heads = original.heads.map((layers) => drawLayers(widthsOf(layers), this.#random));
    this.#shares = evenShares(original.heads.length);
    this.#scales = features.map((matrix) => columnScales(matrix, rows));
    this.#adam = new Adam(this.#heads.flatMap(parametersOf), WEIGHT_DECAY);
  }

  /** The heads of the best round. Throws `NoNumbersError` and `AbortError`. */
  async run(): Promise<{ readonly heads: readonly HeadLayers[]; readonly epoch: number }> {
    let best = { error: Infinity, epoch: 0, heads: this.#heads };
    for (let epoch = 1; epoch <= MAX_EPOCHS && epoch - best.epoch <= PATIENCE; epoch++) {
      await this.#runEpoch(epoch);
      const heads = this.#heads.map((layers, head) => forRawRows(layers, at(this.#scales, head)));
      const error = await this.#errorOf(heads);
      if (error < best.error) best = { error, epoch, heads: heads.map(copyLayers) };
    }
    requireNumber(best.error);
    return best;
  }

  /** On the labels that tell when to stop. */
  async #errorOf(heads: readonly HeadLayers[]): Promise<number> {
    const { rows, labels } = batchOf([this.#stop]);
    const outputs = await headOutputs(heads, this.#features, rows, this.#settings.products);
    return meanError([
      ...voteResults(labels.votes, outputs, this.#shares),
      ...gradeResults(labels.grades, outputs, this.#shares, new Map()),
    ]);
  }

  async #runEpoch(epoch: number): Promise<void> {
    const { signal, onProgress } = this.#settings;
    const { votes, grades } = this.#labels;
    const wished = (votes.length + grades.length) / BATCH.stepsPerRound;
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
