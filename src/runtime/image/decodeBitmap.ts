import { DecodeError } from '../../core/image/decodedImage.ts';
import type { PlatformDecoder } from '../../core/image/imagePlatform.ts';
import type { RgbImage } from '../../core/image/rgbImage.ts';
import { UntrustedPixelsError } from '../../core/image/untrustedPixelsError.ts';
import { readSteadily } from '../../packages/readSteadily.ts';
import { readBitmap } from './readBitmap.ts';

/**
 * Decodes an opaque picture with the browser's own decoder, and reads it through a canvas. Throws `DecodeError`, or
 * `UntrustedPixelsError` where the canvas makes it transparent.
 */
export const decodeBitmap: PlatformDecoder = async (bytes, format, file) => {
  const bitmap = await createBitmap(new Blob([bytes], { type: `image/${format}` }), file);
  try {
    return readOpaque(bitmap, file);
  } finally {
    bitmap.close();
  }
};

/** Colours that mean what the file says, also where they are transparent. */
const AS_STORED: ImageBitmapOptions = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };

async function createBitmap(blob: Blob, file: string): Promise<ImageBitmap> {
  try {
    return await readSteadily(() => createImageBitmap(blob, AS_STORED));
  } catch (cause) {
    throw new DecodeError(file, 'its pixels cannot be decoded', cause);
  }
}

function readOpaque(bitmap: ImageBitmap, file: string): RgbImage {
  const image = readBitmap(bitmap);
  if (image === undefined) throw new UntrustedPixelsError(file);
  return image;
}
