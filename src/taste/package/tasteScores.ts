import { at } from '../../core/at.ts';
import type { HeadEntry } from '../../core/modelPackage/manifest.ts';
import type { CandidateScore, HeadScore } from '../../core/score/score.ts';
import { productOfRows } from '../network/matrixProducts.ts';
import type { HeadLayers } from '../network/headLayers.ts';
import type { Matrix } from '../network/matrix.ts';
import type { TasteHeads } from '../tasteHeads.ts';

/**
 * A candidate's score by a taste, from its hidden state [hidden] at every prompt's reward token. Computed in TypeScript: it takes
 * milliseconds, and is the same on every device.
 */
export function tasteScore(
  { heads, shares }: TasteHeads,
  entries: readonly HeadEntry[],
  states: readonly Float32Array[],
): CandidateScore {
  const scores = entries.map(({ key, prompt }, head) => [key, scoreOf(at(heads, head), at(states, prompt))] as const);
  let [reward, logSigma] = [0, 0];
  for (const [head, [, score]] of scores.entries()) {
    reward += at(shares, head) * score.mu;
    logSigma += score.logSigma / scores.length;
  }
  return { heads: Object.fromEntries(scores), reward, logSigma };
}

function scoreOf(layers: HeadLayers, state: Float32Array): HeadScore {
  // In double precision, as a sum of thousands of numbers.
  let x: Matrix = { values: Float64Array.from(state), rows: 1, columns: state.length };
  for (const [index, { weight, bias }] of layers.entries()) {
    x = productOfRows(x, weight);
    const isLast = index === layers.length - 1;
    for (let k = 0; k < x.values.length; k++) {
      const value = at(x.values, k) + at(bias, k);
      x.values[k] = isLast ? value : Math.max(0, value);
    }
  }
  return { mu: at(x.values, 0), logSigma: at(x.values, 1) };
}
