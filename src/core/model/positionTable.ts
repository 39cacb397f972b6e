import { at } from '../at.ts';
import type { PatchPlace } from './rotary.ts';

/**
 * The part of a table of learned positions that each patch takes: four rows and their weights, row-major [4, patches].
 */
export interface PositionTableRows {
  readonly rows: Int32Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
}

const CORNERS = 4;

/**
 * Reads a table of `side` x `side` positions, row-major, over an image of `gridHeight` x `gridWidth` patches. Between
 * entries it is bilinear, and corners lie on corners. In fp32, as the reference computes it.
 */
export function positionTableRows(
  places: readonly PatchPlace[],
  { gridHeight, gridWidth }: { readonly gridHeight: number; readonly gridWidth: number },
  side: number,
): PositionTableRows {
  const down = spread(side, gridHeight);
  const across = spread(side, gridWidth);
  const count = places.length;
  const rows = new Int32Array(CORNERS * count);
  const weights = new Float32Array(CORNERS * count);
  for (const [patch, { row, column }] of places.entries()) {
    const y = at(down, row);
    const x = at(across, column);
    const corners = [
      [y.low, x.low, (1 - y.part) * (1 - x.part)],
      [y.low, x.high, (1 - y.part) * x.part],
      [y.high, x.low, y.part * (1 - x.part)],
      [y.high, x.high, y.part * x.part],
    ] as const;
    for (const [corner, [tableRow, tableColumn, weight]] of corners.entries()) {
      rows[corner * count + patch] = tableRow * side + tableColumn;
      weights[corner * count + patch] = weight;
    }
  }
  return { rows, weights };
}

/** The two lines of the table around a line of patches, and how far that line is from the lower one. */
interface Line {
  readonly low: number;
  readonly high: number;
  readonly part: number;
}

/** `count` lines at equal distances over a table's, as `torch.linspace` computes them: in fp32, from both ends. */
function spread(side: number, count: number): Line[] {
  const last = side - 1;
  const step = count > 1 ? Math.fround(last / (count - 1)) : 0;
  return Array.from({ length: count }, (_, index) => {
    const fromEnd = Math.fround(last - Math.fround(step * (count - 1 - index)));
    const place = index < count / 2 ? Math.fround(step * index) : fromEnd;
    const low = Math.floor(place);
    return { low, high: Math.min(low + 1, last), part: Math.fround(place - low) };
  });
}
