import type { TokenGrid } from './tokenPositions.ts';

/** Patches of an image, from top to bottom and from left to right. */
export interface ImageGrid {
  readonly gridHeight: number;
  readonly gridWidth: number;
}

/** The tokens that an image's patches become. */
export function tokenGrid({ gridHeight, gridWidth }: ImageGrid, mergeSize: number): TokenGrid {
  return { rows: gridHeight / mergeSize, columns: gridWidth / mergeSize };
}
