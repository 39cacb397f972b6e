import { batchOf } from '../batches.ts';
import { LOSS_OF_NO_VOTES } from '../loss/trainingLoss.ts';
import type { HeadLayers } from '../network/headLayers.ts';
import { changeLastLayers, withMuScale } from '../scores/headScale.ts';
import { scoreScales, standardGrades, type ScoreScales } from '../scores/scoreScale.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import type { Features, Labels } from '../trainingSet.ts';
import { gradeResults, originalGradeResults, type GradeResult } from '../trial/gradeResults.ts';
import { headOutputs, learnWholeHeads, type WholeHeadsSettings } from './learnWholeHeads.ts';
import { splitLabels } from './trainWholeHeads.ts';

/** Heads that give people's scores, and how they and the original do on scores that were held out. */
export interface HeadsToScores extends TasteHeads {
  readonly original: readonly GradeResult[];
  readonly taste: readonly GradeResult[];
}

/** Draws heads anew, and trains them on scores. A head without scores stays the original's. Throws `AbortError`. */
export async function wholeHeadsToScores(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: Omit<WholeHeadsSettings, 'loss'>,
): Promise<HeadsToScores> {
  const { held, ...learned } = splitLabels(labels, settings.seed);
  const tried = batchOf([learned.labels]);
  const outputs = await headOutputs(original.heads, features, tried.rows, settings.products);
  const scales = scoreScales(tried.labels.grades, outputs, original.shares);
  const standard = { labels: atStandard(learned.labels, scales), stop: atStandard(learned.stop, scales) };
  const all = { ...settings, loss: LOSS_OF_NO_VOTES };
  const { taste } = await learnWholeHeads(original, features, standard, all);
  const scaled = { heads: onPeoplesScale(taste.heads, scales), shares: taste.shares };
  const trial = batchOf([held]);
  const outputsOf = ({ heads }: TasteHeads) => headOutputs(heads, features, trial.rows, settings.products);
  const before = await outputsOf(original);
  return {
    ...scaled,
    original: originalGradeResults(trial.labels.grades, before, original.shares, scales),
    taste: gradeResults(trial.labels.grades, await outputsOf(scaled), scaled.shares, scales),
  };
}

function atStandard({ votes, grades }: Labels, scales: ScoreScales): Labels {
  return { votes, grades: standardGrades(grades, scales) };
}

/** The shares have a sum of 1: each head brings the whole offset. */
function onPeoplesScale(heads: readonly HeadLayers[], scales: ScoreScales): HeadLayers[] {
  return changeLastLayers(heads, scales, (layer, { deviation, mean }) =>
    withMuScale(layer, { factor: deviation, offset: mean }),
  );
}
