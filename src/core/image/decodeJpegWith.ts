import { DecodeError } from './decodedImage.ts';
import { decodeJpeg } from './jpeg/decodeJpeg.ts';
import { plainJpeg } from './jpeg/plainJpeg.ts';
import type { RgbImage } from './rgbImage.ts';

/**
 * Decodes a JPEG to Pillow's bytes. The platform's decoder, the faster one, gets ordinary pictures, without metadata; what it
 * gets wrong or cannot read, and what it calls damaged, is decoded by ourselves. Throws `DecodeError` where Pillow refuses.
 */
export async function decodeJpegWith(
  decode: (plain: Uint8Array<ArrayBuffer>) => Promise<RgbImage>,
  bytes: Uint8Array,
  file: string,
): Promise<RgbImage> {
  const plain = plainJpeg(bytes);
  if (plain === undefined) return decodeJpeg(bytes, file);
  try {
    return await decode(plain);
  } catch (error) {
    if (error instanceof DecodeError) return decodeJpeg(bytes, file);
    throw error;
  }
}
