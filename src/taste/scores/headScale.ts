import { at } from '../../core/at.ts';
import { floatsLike, matrixLike } from '../network/matrix.ts';
import type { HeadLayers, Linear } from '../network/headLayers.ts';
import type { LabelledHead } from '../trainingSet.ts';

/** What mu is multiplied by, then added to. */
export interface MuScale {
  readonly factor: number;
  readonly offset: number;
}

/** A last layer that gives the mu of `layer` on another scale, and its log sigma. */
export function withMuScale({ weight, bias }: Linear, { factor, offset }: MuScale): Linear {
  const values = weight.values.map((value, k) => (k < weight.columns ? factor * value : value));
  return { weight: { ...weight, values }, bias: bias.map((value, k) => (k === 0 ? factor * value + offset : value)) };
}

/** A last layer that gives the mu of `layer`, and the same log sigma for all pictures. */
export function withConstantSigma({ weight, bias }: Linear, logSigma: number): Linear {
  const { values, rows, columns } = weight;
  const kept = matrixLike(values, rows, columns);
  kept.values.set(values.subarray(0, columns));
  const constants = floatsLike(bias, bias.length);
  constants.set([at(bias, 0), logSigma]);
  return { weight: kept, bias: constants };
}

/** Last layers, each changed by what labels of it, or of the whole, ask for. Those without labels stay as they are. */
export function changeLabelled<Change>(
  layers: readonly Linear[],
  changes: ReadonlyMap<LabelledHead, Change>,
  apply: (layer: Linear, change: Change) => Linear,
): Linear[] {
  return layers.map((layer, head) => {
    const change = changes.get(head) ?? changes.get('overall');
    return change === undefined ? layer : apply(layer, change);
  });
}

/** The same for heads of which only the last layers change. */
export function changeLastLayers<Change>(
  heads: readonly HeadLayers[],
  changes: ReadonlyMap<LabelledHead, Change>,
  apply: (layer: Linear, change: Change) => Linear,
): HeadLayers[] {
  const last = heads.map((layers) => at(layers, layers.length - 1));
  const changed = changeLabelled(last, changes, apply);
  return heads.map((layers, head) => [...layers.slice(0, -1), at(changed, head)]);
}
