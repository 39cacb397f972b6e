import type { PairLossName } from '../loss/pairLoss.ts';
import { withMuScale } from '../scores/headScale.ts';
import { scoreScales } from '../scores/scoreScale.ts';
import { isTaught, type Labels } from '../trainingSet.ts';
import { voteResults, type VoteResult } from '../trial/agreement.ts';
import type { Fold } from '../trial/folds.ts';
import { gradeResults, originalGradeResults, type GradeResult } from '../trial/gradeResults.ts';
import type { Judged } from '../trial/isClearlyNearer.ts';
import { outputsOf, type LastLayers } from './lastLayers.ts';
import { atBestScale, bestFactor } from './originalScale.ts';
import { recalibrate, type Hold, type Recalibration } from './recalibrate.ts';
import { recalibrateToScores } from './recalibrateToScores.ts';

/** What labels of one kind teach, and how heads do on those that they did not learn from. */
export interface Lesson<Result extends Judged> {
  learn(last: LastLayers, labels: Labels, hold: Hold): Recalibration;
  results(last: LastLayers, fold: Fold, learned: Recalibration): Result[];
  /** Of the original at the scale that is best for what was learned from. */
  resultsOfOriginal(last: LastLayers, fold: Fold): Result[];
}

export function voteLesson(loss: PairLossName): Lesson<VoteResult> {
  return {
    learn: (last, labels, hold) => recalibrate(atOwnScale(last, labels, loss), labels, loss, hold),
    results: (last, { held }, { layers, shares }) => voteResults(held.votes, outputsOf(last, layers), shares),
    resultsOfOriginal(last, { learned, held }) {
      const { layers, shares } = last;
      const outputs = outputsOf(last, layers);
      return voteResults(held.votes, atBestScale(loss, outputs, shares, learned)(outputs), shares);
    },
  };
}

/**
 * Of the whole, how much all heads count says how sure the voter is. A head that is judged alone starts where its own votes are
 * likeliest, so that it can become surer without another order.
 */
function atOwnScale(last: LastLayers, labels: Labels, loss: PairLossName): LastLayers {
  if (labels.votes.every(({ of }) => of === 'overall')) return last;
  const factor = bestFactor(loss, outputsOf(last, last.layers), last.shares, labels);
  const isOwn = (head: number) => isTaught(head, labels);
  return {
    ...last,
    layers: last.layers.map((layer, head) => (isOwn(head) ? withMuScale(layer, { factor, offset: 0 }) : layer)),
    spreads: last.spreads.map((spread, head) => (isOwn(head) ? { ...spread, mu: factor * spread.mu } : spread)),
  };
}

export const SCORE_LESSON: Lesson<GradeResult> = {
  learn: (last, { grades }, hold) => recalibrateToScores(last, grades, hold),
  results: (last, { held, learned }, { layers, shares }) =>
    gradeResults(held.grades, outputsOf(last, layers), shares, originalScales(last, learned)),
  resultsOfOriginal: (last, { held, learned }) =>
    originalGradeResults(held.grades, outputsOf(last, last.layers), last.shares, originalScales(last, learned)),
};

function originalScales(last: LastLayers, { grades }: Labels) {
  return scoreScales(grades, outputsOf(last, last.layers), last.shares);
}
