import { at } from '../at.ts';
import type { AxisPositions } from './tokenPositions.ts';

/**
 * Rotary tables as the reference computes them. Inverse frequencies and angles are rounded to fp32 on the way: at
 * position 1000 that rounding is larger than the difference that parity allows.
 */

/** Time, height and width. */
const AXES = 3;

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

/** Tables of a decoder, one row a position 0..count-1: [count, headDim / 2]. */
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

/** Which axis of a token's positions each frequency turns by: 0 time, 1 height, 2 width. */
export type FrequencyAxes = readonly number[];

type Positions =
  | { readonly kind: 'plain' }
  | { readonly kind: 'mrope'; readonly sections: readonly [number, number, number]; readonly interleaved: true };

/** `plain`: one axis, whose positions count the tokens. Otherwise axes take turns, height and width as far as their sections go. */
export function frequencyAxes(headDim: number, positions: Positions): FrequencyAxes {
  return Array.from({ length: headDim / 2 }, (_, frequency) => {
    if (positions.kind === 'plain') return 0;
    const axis = frequency % AXES;
    return axis > 0 && frequency < AXES * at(positions.sections, axis) ? axis : 0;
  });
}

/**
 * Tables with one row a token: rows of `table`, which holds one a position. They start behind `start` empty rows, which belong
 * to tokens that were turned before.
 */
export function tokenRotary(
  table: RotaryTables,
  positions: AxisPositions,
  axes: FrequencyAxes,
  start: number,
): RotaryTables {
  const { columns } = table;
  const count = positions[0].length;
  const tables = emptyTables(start + count, columns);
  for (const [frequency, axis] of axes.entries()) {
    const places = at(positions, axis);
    for (let token = 0; token < count; token++) {
      const from = at(places, token) * columns + frequency;
      const to = (start + token) * columns + frequency;
      tables.cos[to] = at(table.cos, from);
      tables.sin[to] = at(table.sin, from);
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
