import { at } from '../../core/at.ts';
import type { HeadLayers } from '../network/headLayers.ts';
import { matrixLike, takeRows, type Matrix } from '../network/matrix.ts';

/**
 * Of each column of hidden states. They differ by orders of magnitude, and heads that are drawn anew learn from columns of one size.
 */
export interface ColumnScales {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

export function columnScales({ values, columns }: Matrix, rows: readonly number[]): ColumnScales {
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (const row of rows) {
    for (let c = 0; c < columns; c++) {
      const value = values[row * columns + c] as number;
      means[c] = (means[c] as number) + value / rows.length;
      squares[c] = (squares[c] as number) + (value * value) / rows.length;
    }
  }
  const deviations = squares.map((square, c) => Math.sqrt(Math.max(0, square - at(means, c) ** 2)));
  // What never varies becomes 0, and is left as it is.
  return { means, deviations: deviations.map((deviation) => (deviation > 0 ? deviation : 1)) };
}

/** Rows with a mean of 0 and a deviation of 1 in each column. */
export function standardRows(matrix: Matrix, rows: ArrayLike<number>, { means, deviations }: ColumnScales): Matrix {
  const taken = takeRows(matrix, rows);
  const { values, columns } = taken;
  for (let k = 0; k < values.length; k++) {
    const c = k % columns;
    values[k] = ((values[k] as number) - (means[c] as number)) / (deviations[c] as number);
  }
  return taken;
}

/** The head that gives for rows as they are what `layers` gives for standard rows. */
export function forRawRows(layers: HeadLayers, { means, deviations }: ColumnScales): HeadLayers {
  const [first, ...others] = layers;
  if (!first) return layers;
  const { values, rows, columns } = first.weight;
  const weight = matrixLike(values, rows, columns);
  const bias = first.bias.slice();
  for (let row = 0; row < rows; row++) {
    let shift = 0;
    for (let c = 0; c < columns; c++) {
      const scaled = at(values, row * columns + c) / at(deviations, c);
      weight.values[row * columns + c] = scaled;
      shift += scaled * at(means, c);
    }
    bias[row] = at(bias, row) - shift;
  }
  return [{ weight, bias }, ...others];
}
