import { at } from '../../core/at.ts';
import { LOSS_OF_NO_VOTES } from '../loss/trainingLoss.ts';
import { changeLabelled, withMuScale, type MuScale } from '../scores/headScale.ts';
import { scoreScales, standardGrades, type ScoreScale, type ScoreScales } from '../scores/scoreScale.ts';
import type { Grade } from '../trainingSet.ts';
import { outputsOf, type LastLayers } from './lastLayers.ts';
import { recalibrate, type Hold, type Recalibration } from './recalibrate.ts';

/** As if mu and scores were at least so alike: where they are not, a start without any order would learn less. */
const LEAST_CORRELATION = 0.1;

/**
 * Other last layers, which give the scores of people. It starts from the original at its best scale, and counts errors in deviations
 * of the scores: so a hold is as strong whatever scale people use. Log sigma learns nothing.
 */
export function recalibrateToScores(last: LastLayers, grades: readonly Grade[], hold: Hold): Recalibration {
  const scales = scoreScales(grades, outputsOf(last, last.layers), last.shares, LEAST_CORRELATION);
  const labels = { votes: [], grades: standardGrades(grades, scales) };
  const found = recalibrate(atStandardScale(last, scales), labels, LOSS_OF_NO_VOTES, hold);
  return onPeoplesScale(found, scales);
}

function atStandardScale(last: LastLayers, scales: ScoreScales): LastLayers {
  const layers = changeLabelled(last.layers, scales, (layer, scale) => withMuScale(layer, toStandard(scale)));
  const spreads = last.spreads.map((spread, head) =>
    scales.has(head) || scales.has('overall') ? { ...spread, mu: 1 } : spread,
  );
  return { ...last, layers, spreads };
}

function toStandard({ factor, offset, mean, deviation }: ScoreScale): MuScale {
  return { factor: factor / deviation, offset: (offset - mean) / deviation };
}

/** The reward is a sum over the heads, of which each takes its part of the offset. */
function onPeoplesScale({ layers, shares }: Recalibration, scales: ScoreScales): Recalibration {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const parts = layers.map((_, head) => (scales.has(head) ? 1 : whole));
  const scaled = layers.map((layer, head) => {
    const scale = scales.get(head) ?? scales.get('overall');
    return scale ? withMuScale(layer, { factor: scale.deviation, offset: scale.mean / at(parts, head) }) : layer;
  });
  return { layers: scaled, shares };
}
