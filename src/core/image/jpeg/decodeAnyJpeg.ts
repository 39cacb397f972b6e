import { DecodeError } from '../decodedImage.ts';
import type { PlatformDecoder } from '../imagePlatform.ts';
import type { RgbImage } from '../rgbImage.ts';
import { decodeJpeg } from './decodeJpeg.ts';
import { plainJpeg } from './plainJpeg.ts';

/**
 * Decodes a JPEG to the bytes of Pillow's `convert("RGB")`. The platform's decoder is the faster one; what it gets wrong,
 * cannot read or calls damaged is decoded by ourselves. Throws `DecodeError`.
 */
export async function decodeAnyJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  decode: PlatformDecoder,
  file: string,
): Promise<RgbImage> {
  const plain = plainJpeg(bytes);
  if (plain === undefined) return decodeJpeg(bytes, file);
  try {
    return await decode(plain, 'jpeg', file);
  } catch (error) {
    if (error instanceof DecodeError) return decodeJpeg(bytes, file);
    throw error;
  }
}
