import { at } from '../../core/at.ts';
import { labelsLoss, type HeadOutputs } from '../loss/labelsLoss.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import type { Labels } from '../trainingSet.ts';
import { minimise } from './minimise.ts';
import { SCALE_HOLD } from './recalibrate.ts';

/**
 * What the original gives, every mu times the factor that makes the labels likeliest. It orders all as before: new heads that are
 * likelier than this have learned another order, and not only how sure the voter is.
 */
export function atBestScale(
  name: PairLossName,
  outputs: HeadOutputs,
  shares: readonly number[],
  labels: Labels,
): (outputs: HeadOutputs) => HeadOutputs {
  const factor = bestFactor(name, outputs, shares, labels);
  return (others) => scaledOutputs(others, factor);
}

/** The factor of every mu that makes the labels likeliest. */
export function bestFactor(
  name: PairLossName,
  outputs: HeadOutputs,
  shares: readonly number[],
  labels: Labels,
): number {
  const [exponent = 0] = minimise(([x = 0]) => {
    const scaled = scaledOutputs(outputs, Math.exp(x));
    const loss = labelsLoss(name, labels, scaled, shares);
    return {
      value: loss.value + SCALE_HOLD * x * x,
      slope: Float64Array.of(slopeOf(loss.byOutputs, scaled) + 2 * SCALE_HOLD * x),
    };
  }, new Float64Array(1));
  return Math.exp(exponent);
}

function scaledOutputs(outputs: HeadOutputs, factor: number): HeadOutputs {
  return outputs.map((output) => output.map((value, k) => (k % 2 === 0 ? factor * value : value)));
}

/** By the exponent of the factor. */
function slopeOf(byOutputs: readonly Float64Array[], scaled: HeadOutputs): number {
  let sum = 0;
  for (const [head, slopes] of byOutputs.entries()) {
    for (let k = 0; k < slopes.length; k += 2) sum += at(slopes, k) * at(at(scaled, head), k);
  }
  return sum;
}
