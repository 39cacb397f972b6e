import { at } from '../../core/at.ts';
import type { HeadLayers, Linear } from './headLayers.ts';
import { floatsLike, type Floats, type Matrix } from './matrix.ts';
import { product, productOfColumns, productOfRows, type MatrixProducts } from './matrixProducts.ts';

/** What each layer took, and at the end what the last one gave: [n, 2]. */
export interface ForwardPass {
  readonly inputs: readonly Matrix[];
  readonly output: Matrix;
}

/** A head's scores of the rows of `x` [n, hidden]. The first layer, which is by far the largest, is left to `products`. */
export async function forwardPass(layers: HeadLayers, x: Matrix, products: MatrixProducts): Promise<ForwardPass> {
  const inputs = [x];
  let output = addBias(await products.ofRows(x, at(layers, 0).weight), at(layers, 0).bias);
  for (const { weight, bias } of layers.slice(1)) {
    output = clampToPositive(output);
    inputs.push(output);
    output = addBias(productOfRows(output, weight), bias);
  }
  return { inputs, output };
}

function addBias(matrix: Matrix, bias: Floats): Matrix {
  const { values, rows, columns } = matrix;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++)
      values[i * columns + j] = (values[i * columns + j] as number) + (bias[j] as number);
  }
  return matrix;
}

function clampToPositive(matrix: Matrix): Matrix {
  const { values } = matrix;
  for (let k = 0; k < values.length; k++) if ((values[k] as number) < 0) values[k] = 0;
  return matrix;
}

/** The derivatives of a loss by all of a head's parameters, from those by its output [n, 2]. */
export async function backwardPass(
  layers: HeadLayers,
  { inputs }: ForwardPass,
  byOutput: Matrix,
  products: MatrixProducts,
): Promise<HeadLayers> {
  const gradients: Linear[] = [];
  let back = byOutput;
  for (let layer = layers.length - 1; layer > 0; layer--) {
    const input = at(inputs, layer);
    gradients.unshift({ weight: productOfColumns(back, input), bias: sumOfRows(back) });
    back = throughRelu(product(back, at(layers, layer).weight), input);
  }
  gradients.unshift({ weight: await products.ofColumns(back, at(inputs, 0)), bias: sumOfRows(back) });
  return gradients;
}

function sumOfRows({ values, rows, columns }: Matrix): Floats {
  const sums = floatsLike(values, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) sums[j] = (sums[j] as number) + (values[i * columns + j] as number);
  }
  return sums;
}

/** Nothing comes back where the ReLU gave 0. */
function throughRelu(back: Matrix, given: Matrix): Matrix {
  for (let k = 0; k < back.values.length; k++) if (given.values[k] === 0) back.values[k] = 0;
  return back;
}
