import { DecodeError } from './decodedImage.ts';
import { plainJpeg } from './jpeg/plainJpeg.ts';
import { loadDecoder } from './loadDecoder.ts';
import type { RgbImage } from './rgbImage.ts';
import { UntrustedPixelsError } from './untrustedPixelsError.ts';

/**
 * Decodes a JPEG to Pillow's bytes. The platform's decoder is faster, so it gets ordinary pictures, without metadata.
 * Our own decoder does the others: pictures that the platform would get wrong or cannot read, and those that it calls
 * damaged, changes or makes smaller. Throws `DecodeError` for a file that Pillow refuses.
 */
export async function decodeJpegWith(
  decode: (plain: Uint8Array<ArrayBuffer>) => Promise<RgbImage>,
  bytes: Uint8Array,
  file: string,
): Promise<RgbImage> {
  const plain = plainJpeg(bytes);
  if (plain === undefined) return decodeByOurselves(bytes, file);
  try {
    const image = await decode(plain.bytes);
    if (image.width === plain.width && image.height === plain.height) return image;
  } catch (error) {
    if (!(error instanceof DecodeError || error instanceof UntrustedPixelsError)) throw error;
  }
  return decodeByOurselves(bytes, file);
}

async function decodeByOurselves(bytes: Uint8Array, file: string): Promise<RgbImage> {
  const { decodeJpeg } = await loadDecoder(() => import('./jpeg/decodeJpeg.ts'), file);
  return decodeJpeg(bytes, file);
}
