import type { PlaneSamples } from './av1Planes.ts';

/**
 * Fills `row` with the colour samples of the picture's row `y`. The plane has half the picture's columns, and half its
 * rows if `halvesRows`. Samples between two others are linear, in the arithmetic of libyuv. At both ends of a row
 * libyuv takes the nearest sample.
 */
export function upsampleChroma(
  plane: PlaneSamples,
  size: { readonly width: number; readonly height: number },
  y: number,
  halvesRows: boolean,
  row: Uint16Array,
): void {
  const near = halvesRows ? y >> 1 : y;
  const other = halvesRows ? near + (y % 2 === 0 ? -1 : 1) : near;
  const hasOther = halvesRows && other >= 0 && other < size.height;
  const from = plane.subarray(near * size.width, (near + 1) * size.width);
  if (hasOther) blendRows(from, plane.subarray(other * size.width, (other + 1) * size.width), row);
  else stretchRow(from, row);
}

function stretchRow(from: PlaneSamples, row: Uint16Array): void {
  const last = row.length - 1;
  for (let x = 1; x < last; x++) {
    const near = x >> 1;
    row[x] = ((from[near] ?? 0) * 3 + (from[near + (x % 2 === 0 ? -1 : 1)] ?? 0) + 2) >> 2;
  }
  row[0] = from[0] ?? 0;
  row[last] = from[last >> 1] ?? 0;
}

function blendRows(near: PlaneSamples, other: PlaneSamples, row: Uint16Array): void {
  const last = row.length - 1;
  for (let x = 1; x < last; x++) {
    const a = x >> 1;
    const b = a + (x % 2 === 0 ? -1 : 1);
    row[x] = ((near[a] ?? 0) * 9 + (near[b] ?? 0) * 3 + (other[a] ?? 0) * 3 + (other[b] ?? 0) + 8) >> 4;
  }
  row[0] = ((near[0] ?? 0) * 3 + (other[0] ?? 0) + 2) >> 2;
  row[last] = ((near[last >> 1] ?? 0) * 3 + (other[last >> 1] ?? 0) + 2) >> 2;
}
