import type { ExifOrientation } from './exifOrientation.ts';
import type { RgbImage } from './rgbImage.ts';

const CHANNELS = 3;

/** Turns a stored picture upright, as its EXIF orientation asks (EXIF 2.32, 4.6.4 A). The same image for 1. */
export function orientImage(image: RgbImage, orientation: ExifOrientation): RgbImage {
  if (orientation === 1) return image;
  const { width, height, data } = image;
  const swaps = orientation >= 5;
  const result = {
    width: swaps ? height : width,
    height: swaps ? width : height,
    data: new Uint8Array(data.length),
  };
  const { origin, stepX, stepY } = walk(width, height, orientation);
  let to = 0;
  for (let y = 0; y < result.height; y++) {
    let from = (origin + y * stepY) * CHANNELS;
    for (let x = 0; x < result.width; x++, from += stepX * CHANNELS) {
      result.data[to++] = data[from] ?? 0;
      result.data[to++] = data[from + 1] ?? 0;
      result.data[to++] = data[from + 2] ?? 0;
    }
  }
  return result;
}

/** The orientation that undoes another: only the two quarter turns are not their own inverse. */
export function inverseOrientation(orientation: ExifOrientation): ExifOrientation {
  if (orientation === 6) return 8;
  return orientation === 8 ? 6 : orientation;
}

/**
 * Which stored pixel is the first one of the upright picture, and how far a step right or down goes in the stored
 * picture.
 */
function walk(width: number, height: number, orientation: ExifOrientation) {
  const right = width - 1;
  const bottom = (height - 1) * width;
  switch (orientation) {
    case 1:
      return { origin: 0, stepX: 1, stepY: width };
    case 2:
      return { origin: right, stepX: -1, stepY: width };
    case 3:
      return { origin: right + bottom, stepX: -1, stepY: -width };
    case 4:
      return { origin: bottom, stepX: 1, stepY: -width };
    case 5:
      return { origin: 0, stepX: width, stepY: 1 };
    case 6:
      return { origin: bottom, stepX: -width, stepY: 1 };
    case 7:
      return { origin: right + bottom, stepX: -width, stepY: -1 };
    case 8:
      return { origin: right, stepX: width, stepY: -1 };
  }
}
