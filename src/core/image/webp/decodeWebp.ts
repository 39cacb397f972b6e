import { checkComplete } from '../checkComplete.ts';
import type { PlatformDecoder } from '../imagePlatform.ts';
import { withoutOrientation } from '../exifOrientation.ts';
import { placeOnCanvas } from '../placeOnCanvas.ts';
import type { RgbImage } from '../rgbImage.ts';
import { stillWebp } from './stillWebp.ts';
import { readWebpStructure } from './webpStructure.ts';

/**
 * Decodes a WebP, of an animation the first frame on a black canvas, to the bytes of Pillow's `convert("RGB")`: every
 * platform has the same decoder for stills, libwebp. Throws `DecodeError`.
 */
export async function decodeWebp(
  bytes: Uint8Array<ArrayBuffer>,
  decode: PlatformDecoder,
  file: string,
): Promise<RgbImage> {
  checkComplete(bytes, 'webp', file);
  const { width, height, firstFrame } = readWebpStructure(bytes, file);
  if (firstFrame === undefined) return decode(withoutOrientation(bytes, 'webp'), 'webp', file);
  const frame = await decode(stillWebp(bytes, firstFrame), 'webp', file);
  return placeOnCanvas(frame, firstFrame, { width, height });
}
