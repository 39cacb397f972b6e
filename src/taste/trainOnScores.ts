import { groupBy } from '../core/groupBy.ts';
import type { MatrixProducts } from './network/matrixProducts.ts';
import { recalibratedHeads, type TrainedHeads } from './package/makeTaste.ts';
import { chooseHolds } from './recalibration/chooseHold.ts';
import { readLastLayers } from './recalibration/lastLayers.ts';
import { scoreCurve, type ScoreCurvePoint } from './recalibration/learningCurve.ts';
import { SCORE_LESSON } from './recalibration/lesson.ts';
import { changeLabelled, changeLastLayers, withConstantSigma } from './scores/headScale.ts';
import { spreadOf } from './scores/scoreScale.ts';
import type { TasteHeads } from './tasteHeads.ts';
import type { Features, Grade, LabelledHead, Labels } from './trainingSet.ts';
import type { GradeResult } from './trial/gradeResults.ts';
import { compareHeldOutScores, rootError, type HeldOutScores } from './trial/heldOutScores.ts';
import { wholeHeadsToScores } from './wholeHeads/wholeHeadsToScores.ts';

export interface ScoreTrainingSettings {
  readonly kind: 'recalibration' | 'wholeHeads';
  readonly seed: number;
  readonly products: MatrixProducts;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface TrainedOnScores {
  readonly heads: TrainedHeads;
  readonly heldOutScores: HeldOutScores | undefined;
  /** Of a recalibration: from fewer scores to more. */
  readonly scoreCurve: readonly ScoreCurvePoint[];
}

/**
 * Trains heads that give people's scores. A squared error takes all pictures for equally uncertain, so sigma becomes one number for
 * each head: how far its scores were from people's on pictures that it did not learn from. Throws `AbortError`.
 */
export function trainOnScores(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: ScoreTrainingSettings,
): Promise<TrainedOnScores> {
  const train = settings.kind === 'recalibration' ? recalibrate : trainAnew;
  return train(original, features, labels, settings);
}

async function recalibrate(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: ScoreTrainingSettings,
): Promise<TrainedOnScores> {
  const last = await readLastLayers(original, features, settings.products);
  const chosen = await chooseHolds(last, labels, SCORE_LESSON, settings);
  const layers = changeLabelled(chosen.layers, logSigmas(labels.grades, chosen.taste), withConstantSigma);
  return {
    heads: recalibratedHeads(original, { layers, shares: chosen.shares }),
    heldOutScores: compareHeldOutScores(chosen.original, chosen.taste),
    scoreCurve: await scoreCurve(last, chosen.parts, settings),
  };
}

async function trainAnew(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: ScoreTrainingSettings,
): Promise<TrainedOnScores> {
  const { heads, shares, ...results } = await wholeHeadsToScores(original, features, labels, settings);
  const certain = changeLastLayers(heads, logSigmas(labels.grades, results.taste), withConstantSigma);
  return {
    heads: { heads: certain, shares, firstLayer: 0 },
    heldOutScores: compareHeldOutScores(results.original, results.taste),
    scoreCurve: [],
  };
}

/** Beyond it log sigma is no number that a file can hold. */
const LEAST_SIGMA = 1e-6;

/** Where no score of a head was held out nothing is known but how the scores themselves are spread. */
function logSigmas(grades: readonly Grade[], heldOut: readonly GradeResult[]): ReadonlyMap<LabelledHead, number> {
  const errors = new Map(
    Array.from(
      groupBy(heldOut, ({ of }) => of),
      ([of, own]) => [of, rootError(own)] as const,
    ),
  );
  const sigmas = Array.from(
    groupBy(grades, ({ of }) => of),
    ([of, own]) => {
      const sigma = errors.get(of) ?? spreadOf(own.map(({ score }) => score)).deviation;
      return [of, Math.log(Math.max(LEAST_SIGMA, sigma))] as const;
    },
  );
  return new Map(sigmas);
}
