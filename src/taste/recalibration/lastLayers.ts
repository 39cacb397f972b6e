import { at } from '../../core/at.ts';
import type { HeadOutputs, LabelsLoss } from '../loss/labelsLoss.ts';
import type { HeadLayers, Linear } from '../network/headLayers.ts';
import { forwardPass } from '../network/headPasses.ts';
import type { Matrix } from '../network/matrix.ts';
import { productOfRows, type MatrixProducts } from '../network/matrixProducts.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import type { Features } from '../trainingSet.ts';

/** What the last layer of each head takes, for every picture, and that layer as it is. */
export interface LastLayers {
  readonly inputs: readonly Matrix[];
  readonly layers: readonly Linear[];
  readonly shares: readonly number[];
  /** Of each head: the standard deviations of what its last layer takes, and of its mu. */
  readonly spreads: readonly Spread[];
}

interface Spread {
  readonly inputs: Float64Array;
  readonly mu: number;
}

/** Runs all layers but the last, once for all that follows. */
export async function readLastLayers(
  { heads, shares }: TasteHeads,
  features: Features,
  products: MatrixProducts,
): Promise<LastLayers> {
  const inputs: Matrix[] = [];
  const spreads: Spread[] = [];
  for (const [head, layers] of heads.entries()) {
    const pass = await forwardPass(layers, at(features, head), products);
    const input = inDoubles(at(pass.inputs, pass.inputs.length - 1));
    inputs.push(input);
    spreads.push({ inputs: spreadsOf(input), mu: at(spreadsOf(pass.output), 0) });
  }
  return { inputs, layers: heads.map(lastOf), shares, spreads };
}

function lastOf(layers: HeadLayers): Linear {
  const { weight, bias } = at(layers, layers.length - 1);
  return { weight: inDoubles(weight), bias: Float64Array.from(bias) };
}

function inDoubles({ values, rows, columns }: Matrix): Matrix {
  return { values: Float64Array.from(values), rows, columns };
}

function spreadsOf({ values, rows, columns }: Matrix): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const value = at(values, row * columns + column);
      sum += value;
      squares += value * value;
    }
    return Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2));
  });
}

/** What the heads give with other last layers. */
export function outputsOf({ inputs }: Pick<LastLayers, 'inputs'>, layers: readonly Linear[]): HeadOutputs {
  return inputs.map((input, head) => {
    const { weight, bias } = at(layers, head);
    const { values } = productOfRows(input, weight);
    return Float64Array.from(values, (value, k) => value + at(bias, k % 2));
  });
}

/** The derivatives by each head's last layer. */
export function slopesOf({ inputs }: LastLayers, { byOutputs }: LabelsLoss): Linear[] {
  return byOutputs.map((slopes, head) => {
    const { values, rows, columns } = at(inputs, head);
    const weight = new Float64Array(2 * columns);
    const bias = new Float64Array(2);
    for (let k = 0; k < 2 * rows; k++) {
      const slope = at(slopes, k);
      if (slope === 0) continue;
      const [row, output] = [k >> 1, k & 1];
      bias[output] = at(bias, output) + slope;
      for (let c = 0; c < columns; c++) {
        weight[output * columns + c] = at(weight, output * columns + c) + slope * at(values, row * columns + c);
      }
    }
    return { weight: { values: weight, rows: 2, columns }, bias };
  });
}
