import type { Component, Frame } from './frame.ts';

/** A decoded colour plane: samples, row after row. */
export interface SamplePlane {
  readonly component: Component;
  readonly samples: Uint8Array;
  readonly stride: number;
}

/**
 * Writes one row of a plane at the picture's full size. `row` is at least as long as the picture is wide, and one more.
 */
export type RowReader = (y: number, row: Uint8Array) => void;

/**
 * Brings a plane to full size as libjpeg does ("fancy upsampling", on by default). A plane of half the width or height
 * is interpolated with weights 3 and 1. Any other plane repeats its samples. So do planes of lossless pictures, and
 * planes of half the width that are at most two samples wide.
 */
export function createRowReader(plane: SamplePlane, frame: Frame): RowReader {
  const { component } = plane;
  const across = frame.maxHorizontal / component.horizontal;
  const down = frame.maxVertical / component.vertical;
  const isWide = component.width > 2;
  if (across === 1 && down === 1) return (y, row) => copyRow(plane, y, row);
  if (frame.isLossless) return (y, row) => repeat(plane, Math.floor(y / down), across, row);
  if (across === 2 && down === 1 && isWide) return (y, row) => doubleAcross(plane, y, row);
  if (across === 1 && down === 2) return (y, row) => doubleDown(plane, y, row);
  if (across === 2 && down === 2 && isWide) return (y, row) => doubleBoth(plane, y, row);
  return (y, row) => repeat(plane, Math.floor(y / down), across, row);
}

function copyRow({ component, samples, stride }: SamplePlane, y: number, row: Uint8Array): void {
  row.set(samples.subarray(y * stride, y * stride + component.width));
}

function repeat({ samples, stride }: SamplePlane, y: number, across: number, row: Uint8Array): void {
  const from = y * stride;
  for (let x = 0; x < row.length; x++) row[x] = samples[from + Math.floor(x / across)] ?? 0;
}

function doubleAcross({ component, samples, stride }: SamplePlane, y: number, row: Uint8Array): void {
  const from = y * stride;
  const last = component.width - 1;
  for (let x = 0; x <= last; x++) {
    const value = samples[from + x] ?? 0;
    const before = x === 0 ? value : (samples[from + x - 1] ?? 0);
    const after = x === last ? value : (samples[from + x + 1] ?? 0);
    row[2 * x] = (3 * value + before + 1) >> 2;
    row[2 * x + 1] = (3 * value + after + 2) >> 2;
  }
}

/** The rows that the output row `y` lies between: the nearer one, and the one above or below it within the plane. */
function rowPair({ component, stride }: SamplePlane, y: number): { near: number; far: number; isLower: boolean } {
  const isLower = y % 2 === 1;
  const near = y >> 1;
  const far = Math.min(Math.max(near + (isLower ? 1 : -1), 0), component.height - 1);
  return { near: near * stride, far: far * stride, isLower };
}

function doubleDown(plane: SamplePlane, y: number, row: Uint8Array): void {
  const { samples } = plane;
  const { near, far, isLower } = rowPair(plane, y);
  const rounding = isLower ? 2 : 1;
  for (let x = 0; x < plane.component.width; x++) {
    row[x] = (3 * (samples[near + x] ?? 0) + (samples[far + x] ?? 0) + rounding) >> 2;
  }
}

function doubleBoth(plane: SamplePlane, y: number, row: Uint8Array): void {
  const { samples } = plane;
  const { near, far } = rowPair(plane, y);
  const last = plane.component.width - 1;
  let value = 3 * (samples[near] ?? 0) + (samples[far] ?? 0);
  let before = value;
  for (let x = 0; x <= last; x++) {
    const after = x === last ? value : 3 * (samples[near + x + 1] ?? 0) + (samples[far + x + 1] ?? 0);
    row[2 * x] = (3 * value + before + 8) >> 4;
    row[2 * x + 1] = (3 * value + after + 7) >> 4;
    before = value;
    value = after;
  }
}
