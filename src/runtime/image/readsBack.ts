import { isSame } from '../../core/image/proof/isSame.ts';
import { withoutAlpha } from '../../core/image/withoutAlpha.ts';
import { readBitmap, TILE_SIZE } from './readBitmap.ts';

/**
 * A protection may leave small pictures alone, or large ones. So one has some pixels, and one a whole tile and more.
 */
const SIZES = [
  { width: 19, height: 17 },
  { width: TILE_SIZE + 1, height: TILE_SIZE },
];

/**
 * Whether a canvas of this worker gives back what is drawn on it. Browsers that protect against fingerprinting change
 * some pixels or all. Firefox's protections leave pictures of one colour alone, so the known pictures are noise.
 */
export async function readsBack(): Promise<boolean> {
  for (const { width, height } of SIZES) {
    const rgba = opaqueNoise(width * height);
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height), { colorSpaceConversion: 'none' });
    const image = readBitmap(bitmap);
    bitmap.close();
    const isRight = image !== undefined && isSame(image.data, withoutAlpha(rgba));
    if (!isRight) return false;
  }
  return true;
}

/** RGBA: the upper bytes of multiples of 2^32 divided by the golden ratio. */
function opaqueNoise(pixels: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let k = 0; k < rgba.length; k++) rgba[k] = k % 4 === 3 ? 255 : Math.imul(k + 1, 0x9e3779b1) >>> 24;
  return rgba;
}
