import { at } from '../../core/at.ts';
import type { Random } from '../../evaluation/statistics/random.ts';
import { floatsLike, type Floats, type Matrix } from './matrix.ts';

/** A linear layer: `weight` [rows, columns] and `bias` [rows]. */
export interface Linear {
  readonly weight: Matrix;
  readonly bias: Floats;
}

/** A reward head: linear layers with a ReLU between each two. The last one gives mu and log sigma. */
export type HeadLayers = readonly Linear[];

/** How many numbers each layer takes, and the last one gives. */
export function widthsOf(layers: HeadLayers): number[] {
  return [at(layers, 0).weight.columns, ...layers.map(({ weight }) => weight.rows)];
}

/** Drawn as PyTorch draws a linear layer: evenly, up to one over the square root of what it takes. */
export function drawLayers(widths: readonly number[], random: Random, like: Floats = new Float32Array(0)): HeadLayers {
  return widths.slice(1).map((rows, index) => {
    const columns = at(widths, index);
    const most = 1 / Math.sqrt(columns);
    const drawn = (length: number) => floatsLike(like, length).map(() => random.between(-most, most));
    return { weight: { values: drawn(rows * columns), rows, columns }, bias: drawn(rows) };
  });
}

/** All parameters, layer by layer: the weight, then the bias. */
export function parametersOf(layers: HeadLayers): Floats[] {
  return layers.flatMap(({ weight, bias }) => [weight.values, bias]);
}

export function copyLayers(layers: HeadLayers): HeadLayers {
  return layers.map(({ weight, bias }) => ({
    weight: { ...weight, values: weight.values.slice() },
    bias: bias.slice(),
  }));
}
