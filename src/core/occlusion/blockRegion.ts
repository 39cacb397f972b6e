import type { TokenGrid } from '../model/tokenPositions.ts';

/** A rectangle of an image's merge blocks. A merge block is what the model sees as one token: 28 × 28 pixels, or 32 × 32. */
export interface BlockRegion {
  /** Of its upper left block. */
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export function areaOf({ rows, columns }: BlockRegion): number {
  return rows * columns;
}

/** Indices of its blocks, row by row. */
export function blocksOf(region: BlockRegion, { columns }: TokenGrid): number[] {
  return Array.from({ length: areaOf(region) }, (_, index) => {
    const row = region.row + Math.floor(index / region.columns);
    return row * columns + region.column + (index % region.columns);
  });
}

/** Cuts a region into squares of `side` blocks, row by row. Those at its lower and right edges may be smaller. */
export function cutRegion(region: BlockRegion, side: number): BlockRegion[] {
  const pieces: BlockRegion[] = [];
  for (let row = 0; row < region.rows; row += side) {
    for (let column = 0; column < region.columns; column += side) {
      pieces.push({
        row: region.row + row,
        column: region.column + column,
        rows: Math.min(side, region.rows - row),
        columns: Math.min(side, region.columns - column),
      });
    }
  }
  return pieces;
}
