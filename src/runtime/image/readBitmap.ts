import { EditRewardError } from '../../core/errors.ts';
import type { RgbImage } from '../../core/image/rgbImage.ts';
import { createCanvasReader } from './canvasReader.ts';
import { createTextureReader } from './textureReader.ts';
import type { Tile } from './tile.ts';

/** Pictures are read in tiles of this side: 4 MB of RGBA, and below every browser's canvas and texture limits. */
const TILE_SIZE = 1024;

/** The picture has transparency and this browser offers no way to read the colours beneath it exactly. */
export class TransparencyError extends EditRewardError {
  override readonly name = 'TransparencyError';
}

/**
 * Copies a bitmap's colours, alpha dropped and not blended. The bitmap must have been created with `premultiplyAlpha` and
 * `colorSpaceConversion` `none`.
 *
 * A 2D canvas gives opaque pixels exactly, everywhere, but premultiplies the others, which loses their colours. A WebGL
 * texture keeps them; it is asked only when needed because it may be missing (no GPU) and is slower. Throws
 * {@link TransparencyError} when it is missing.
 */
export function readBitmap(bitmap: ImageBitmap, file: string): RgbImage {
  return copyOpaque(bitmap) ?? copyTransparent(bitmap, file);
}

/** Undefined when some pixel is not opaque. */
function copyOpaque(bitmap: ImageBitmap): RgbImage | undefined {
  const image = emptyImage(bitmap);
  const read = createCanvasReader(bitmap, TILE_SIZE);
  for (const tile of tiles(bitmap)) {
    if (!copyTile(read(tile), tile, image)) return undefined;
  }
  return image;
}

function copyTransparent(bitmap: ImageBitmap, file: string): RgbImage {
  const reader = createTextureReader(bitmap);
  if (reader === undefined) {
    throw new TransparencyError(
      `${file} has transparent parts, whose colours this browser cannot read without WebGL. Turn on hardware ` +
        `acceleration, or save the picture without transparency.`,
      { file },
    );
  }
  const image = emptyImage(bitmap);
  try {
    for (const tile of tiles(bitmap)) copyTile(reader.read(tile), tile, image);
  } finally {
    reader.dispose();
  }
  return image;
}

function emptyImage({ width, height }: ImageBitmap): RgbImage {
  return { width, height, data: new Uint8Array(width * height * 3) };
}

function* tiles({ width, height }: ImageBitmap): Generator<Tile> {
  for (let top = 0; top < height; top += TILE_SIZE) {
    for (let left = 0; left < width; left += TILE_SIZE) {
      yield { left, top, width: Math.min(TILE_SIZE, width - left), height: Math.min(TILE_SIZE, height - top) };
    }
  }
}

/** Returns whether all of the tile is opaque. */
function copyTile(rgba: Uint8Array | Uint8ClampedArray, tile: Tile, image: RgbImage): boolean {
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
