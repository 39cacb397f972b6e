/**
 * Rotary tables as the reference computes them: inverse frequencies and angles are rounded to fp32 on the way, because at
 * position 1000 that rounding is larger than what parity allows.
 */

/** Cosines and sines, `rows` x `columns`, row-major. */
export interface RotaryTables {
  readonly rows: number;
  readonly columns: number;
  readonly cos: Float32Array<ArrayBuffer>;
  readonly sin: Float32Array<ArrayBuffer>;
}

/** theta^(-2i / dim) for i in [0, dim / 2), in fp32. */
function inverseFrequencies(dim: number, theta: number): Float32Array {
  return Float32Array.from({ length: dim / 2 }, (_, i) => Math.fround(1 / Math.fround(theta ** ((2 * i) / dim))));
}

function emptyTables(rows: number, columns: number): RotaryTables {
  return { rows, columns, cos: new Float32Array(rows * columns), sin: new Float32Array(rows * columns) };
}

function setAngle(tables: RotaryTables, index: number, position: number, frequency: number): void {
  const angle = Math.fround(position * frequency);
  tables.cos[index] = Math.cos(angle);
  tables.sin[index] = Math.sin(angle);
}

/** Tables of a decoder with plain positions 0..count-1: [count, headDim / 2]. */
export function textRotary(count: number, headDim: number, theta: number): RotaryTables {
  const frequencies = inverseFrequencies(headDim, theta);
  const tables = emptyTables(count, frequencies.length);
  for (let position = 0; position < count; position++) {
    for (const [i, frequency] of frequencies.entries()) {
      setAngle(tables, position * frequencies.length + i, position, frequency);
    }
  }
  return tables;
}

/** A patch's place in the image, in patches. */
export interface PatchPlace {
  readonly row: number;
  readonly column: number;
}

/** Tables of the vision tower: the first half of a row turns by the patch's row, the second by its column. */
export function visionRotary(places: readonly PatchPlace[], headDim: number, theta: number): RotaryTables {
  const frequencies = inverseFrequencies(headDim / 2, theta);
  const tables = emptyTables(places.length, 2 * frequencies.length);
  for (const [patch, { row, column }] of places.entries()) {
    for (const [i, frequency] of frequencies.entries()) {
      const index = patch * tables.columns + i;
      setAngle(tables, index, row, frequency);
      setAngle(tables, index + frequencies.length, column, frequency);
    }
  }
  return tables;
}
