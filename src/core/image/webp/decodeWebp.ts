import { DecodeError } from '../decodedImage.ts';
import type { PlatformDecoder } from '../imagePlatform.ts';
import { withoutOrientation } from '../exifOrientation.ts';
import { viewOf } from '../imageFormat.ts';
import { placeOnCanvas } from '../placeOnCanvas.ts';
import type { RgbImage } from '../rgbImage.ts';
import { stillWebp } from './stillWebp.ts';
import { readWebpStructure } from './webpStructure.ts';

/**
 * Decodes a WebP to the bytes of Pillow's `convert("RGB")`. Of an animation it decodes the first frame, on a black
 * canvas. Every platform has the same decoder for stills, libwebp. Throws `DecodeError`.
 */
export async function decodeWebp(
  bytes: Uint8Array<ArrayBuffer>,
  decode: PlatformDecoder,
  file: string,
): Promise<RgbImage> {
  if (!isWhole(bytes)) throw new DecodeError(file, 'the end of the file is missing');
  const { width, height, firstFrame } = readWebpStructure(bytes, file);
  if (firstFrame === undefined) return decode(withoutOrientation(bytes, 'webp'), 'webp', file);
  const frame = await decode(stillWebp(bytes, firstFrame), 'webp', file);
  return placeOnCanvas(frame, firstFrame, { width, height });
}

/**
 * Browsers show half a picture where Pillow raises. The RIFF header's length counts all but the header's first eight bytes.
 */
function isWhole(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && viewOf(bytes).getUint32(4, true) + 8 <= bytes.length;
}
