import { EditRewardError } from '../core/errors.ts';
import type { PairLossName } from './loss/pairLoss.ts';
import type { MatrixProducts } from './network/matrixProducts.ts';
import { recalibratedHeads, type TrainedHeads } from './package/makeTaste.ts';
import { chooseRecalibration } from './recalibration/chooseHold.ts';
import { readLastLayers } from './recalibration/lastLayers.ts';
import { learningCurve, type CurvePoint } from './recalibration/learningCurve.ts';
import type { TasteHeads } from './tasteHeads.ts';
import { sourcesOf, type Features, type Labels } from './trainingSet.ts';
import type { HeldOut } from './trial/heldOut.ts';
import { trainWholeHeads } from './wholeHeads/trainWholeHeads.ts';

export type TrainingKind = 'recalibration' | 'wholeHeads';

/** There are too few votes to learn from and to judge by. */
export class TooFewVotesError extends EditRewardError {
  override readonly name = 'TooFewVotesError';
}

export interface TrainingSettings {
  readonly kind: TrainingKind;
  readonly loss: PairLossName;
  readonly seed: number;
  readonly products: MatrixProducts;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Trained {
  readonly heads: TrainedHeads;
  readonly heldOut: HeldOut | undefined;
  /** Of a recalibration: from fewer votes to more. */
  readonly curve: readonly CurvePoint[];
}

/** With fewer nothing can be said of what is held out. Whole heads keep two tenths of the sources aside. */
export const LEAST_SOURCES: Readonly<Record<TrainingKind, number>> = { recalibration: 10, wholeHeads: 50 };

/** Trains heads, and tries them on votes that they did not learn from. Throws {@link TooFewVotesError} and `AbortError`. */
export async function trainTaste(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: TrainingSettings,
): Promise<Trained> {
  requireEnough(labels, settings.kind);
  return settings.kind === 'recalibration'
    ? recalibrateHeads(original, features, labels, settings)
    : trainAnew(original, features, labels, settings);
}

function requireEnough(labels: Labels, kind: TrainingKind): void {
  const count = sourcesOf({ votes: labels.votes, grades: [] }).length;
  if (count >= LEAST_SOURCES[kind]) return;
  throw new TooFewVotesError(
    `There are votes on ${count} sources, and ${LEAST_SOURCES[kind]} are needed: some have to be held out to tell whether anything was ` +
      'learned. Vote on more pictures.',
  );
}

async function recalibrateHeads(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: TrainingSettings,
): Promise<Trained> {
  const last = await readLastLayers(original, features, settings.products);
  const chosen = await chooseRecalibration(last, labels, settings);
  const curve = await learningCurve(last, labels, chosen.hold, settings);
  return { heads: recalibratedHeads(original, chosen), heldOut: chosen.heldOut, curve };
}

async function trainAnew(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: TrainingSettings,
): Promise<Trained> {
  const { heads, shares, heldOut } = await trainWholeHeads(original, features, labels, settings);
  return { heads: { heads, shares, firstLayer: 0 }, heldOut, curve: [] };
}
