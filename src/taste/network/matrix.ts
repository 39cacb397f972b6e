/** Numbers of a matrix. Of 64 bits where derivatives are compared with differences, else of 32. */
export type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Row by row. */
export interface Matrix {
  readonly values: Floats;
  readonly rows: number;
  readonly columns: number;
}

export function matrixLike(like: Floats, rows: number, columns: number): Matrix {
  return { values: floatsLike(like, rows * columns), rows, columns };
}

export function floatsLike(like: Floats, length: number): Floats {
  return like instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
}

/** The rows of `matrix` that `indices` name, in that order. */
export function takeRows({ values, columns }: Matrix, indices: ArrayLike<number>): Matrix {
  const taken = matrixLike(values, indices.length, columns);
  for (let k = 0; k < indices.length; k++) {
    const row = indices[k] ?? 0;
    taken.values.set(values.subarray(row * columns, (row + 1) * columns), k * columns);
  }
  return taken;
}
