import type { RgbImage } from '../../core/image/rgbImage.ts';

/** Pictures are read in tiles of this side: 4 MB of RGBA, and below every browser's canvas limits. */
export const TILE_SIZE = 1024;

/** A part of a picture, in pixels. */
interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Copies an opaque bitmap's colours through a 2D canvas. The bitmap must have been created with `colorSpaceConversion`
 * `none`. Undefined if a pixel is not opaque: a canvas multiplies colours by alpha, so its colours would be lost.
 */
export function readBitmap(bitmap: ImageBitmap): RgbImage | undefined {
  const { width, height } = bitmap;
  const image = { width, height, data: new Uint8Array(width * height * 3) };
  const context = createContext(bitmap);
  for (const tile of tiles(bitmap)) {
    context.drawImage(bitmap, tile.left, tile.top, tile.width, tile.height, 0, 0, tile.width, tile.height);
    const rgba = context.getImageData(0, 0, tile.width, tile.height).data;
    if (!copyTile(rgba, tile, image)) return undefined;
  }
  return image;
}

function createContext({ width, height }: ImageBitmap): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(Math.min(TILE_SIZE, width), Math.min(TILE_SIZE, height));
  // Read back at once, so keep the canvas out of the GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (context === null) throw new Error('This browser gives no 2D canvas to a worker.');
  // Without it, tiles would be blended over one another.
  context.globalCompositeOperation = 'copy';
  return context;
}

function* tiles({ width, height }: ImageBitmap): Generator<Tile> {
  for (let top = 0; top < height; top += TILE_SIZE) {
    for (let left = 0; left < width; left += TILE_SIZE) {
      yield { left, top, width: Math.min(TILE_SIZE, width - left), height: Math.min(TILE_SIZE, height - top) };
    }
  }
}

/** Returns whether all of the tile is opaque. */
function copyTile(rgba: Uint8ClampedArray, tile: Tile, image: RgbImage): boolean {
  let alpha = 255;
  let from = 0;
  for (let y = 0; y < tile.height; y++) {
    let to = ((tile.top + y) * image.width + tile.left) * 3;
    for (let x = 0; x < tile.width; x++, from += 4, to += 3) {
      image.data[to] = rgba[from] ?? 0;
      image.data[to + 1] = rgba[from + 1] ?? 0;
      image.data[to + 2] = rgba[from + 2] ?? 0;
      alpha &= rgba[from + 3] ?? 0;
    }
  }
  return alpha === 255;
}
