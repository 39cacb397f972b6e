/** A part of a picture, in pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Reads a tile as RGBA, alpha not premultiplied; the result is good until the next call. */
export type TileReader = (tile: Tile) => Uint8Array | Uint8ClampedArray;
