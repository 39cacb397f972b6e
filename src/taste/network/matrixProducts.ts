import { matrixLike, type Matrix } from './matrix.ts';

/**
 * The two products that take nearly all of the time: of a head's first layer. A platform's runtime may do them many times faster
 * than {@link plainProducts}.
 */
export interface MatrixProducts {
  /** Each row of `x` [n, k] with each row of `w` [m, k]: [n, m]. */
  ofRows(x: Matrix, w: Matrix): Promise<Matrix>;
  /** Each column of `y` [n, m] with each column of `x` [n, k]: [m, k]. */
  ofColumns(y: Matrix, x: Matrix): Promise<Matrix>;
  dispose(): Promise<void>;
}

/** In TypeScript: the same numbers on every machine. */
export const plainProducts: MatrixProducts = {
  ofRows: async (x, w) => productOfRows(x, w),
  ofColumns: async (y, x) => productOfColumns(y, x),
  dispose: async () => undefined,
};

/** So many columns at a time stay in the processor's nearest memory. */
const BLOCK = 512;

export function productOfRows(x: Matrix, w: Matrix): Matrix {
  const result = matrixLike(x.values, x.rows, w.rows);
  for (let start = 0; start < x.columns; start += BLOCK) {
    const end = Math.min(x.columns, start + BLOCK);
    for (let j = 0; j < w.rows; j += 1) addColumnOfProduct(result, x, w, { j, start, end });
  }
  return result;
}

interface Part {
  readonly j: number;
  readonly start: number;
  readonly end: number;
}

/** Four rows at a time: each number of `w` is read once for them. */
function addColumnOfProduct({ values, columns }: Matrix, x: Matrix, w: Matrix, { j, start, end }: Part): void {
  const [a, b, k] = [x.values, w.values, x.columns];
  const ofW = j * k;
  let i = 0;
  for (; i + 3 < x.rows; i += 4) {
    const [row0, row1, row2, row3] = [i * k, (i + 1) * k, (i + 2) * k, (i + 3) * k];
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
    for (let c = start; c < end; c++) {
      const weight = b[ofW + c] as number;
      sum0 += (a[row0 + c] as number) * weight;
      sum1 += (a[row1 + c] as number) * weight;
      sum2 += (a[row2 + c] as number) * weight;
      sum3 += (a[row3 + c] as number) * weight;
    }
    for (const [place, sum] of [sum0, sum1, sum2, sum3].entries()) {
      const at = (i + place) * columns + j;
      values[at] = (values[at] as number) + sum;
    }
  }
  for (; i < x.rows; i++) {
    let sum = 0;
    for (let c = start; c < end; c++) sum += (a[i * k + c] as number) * (b[ofW + c] as number);
    values[i * columns + j] = (values[i * columns + j] as number) + sum;
  }
}

export function productOfColumns(y: Matrix, x: Matrix): Matrix {
  const result = matrixLike(x.values, y.columns, x.columns);
  for (let j = 0; j < y.columns; j++) {
    const row = result.values.subarray(j * x.columns, (j + 1) * x.columns);
    for (let i = 0; i < y.rows; i++) {
      const factor = y.values[i * y.columns + j] as number;
      // About half of what comes back through a ReLU is 0.
      if (factor === 0) continue;
      const from = i * x.columns;
      for (let c = 0; c < x.columns; c++) row[c] = (row[c] as number) + factor * (x.values[from + c] as number);
    }
  }
  return result;
}

/** `y` [n, m] by `w` [m, k]: [n, k]. */
export function product(y: Matrix, w: Matrix): Matrix {
  const result = matrixLike(y.values, y.rows, w.columns);
  for (let i = 0; i < y.rows; i++) {
    const row = result.values.subarray(i * w.columns, (i + 1) * w.columns);
    for (let j = 0; j < y.columns; j++) {
      const factor = y.values[i * y.columns + j] as number;
      if (factor === 0) continue;
      const from = j * w.columns;
      for (let c = 0; c < w.columns; c++) row[c] = (row[c] as number) + factor * (w.values[from + c] as number);
    }
  }
  return result;
}
