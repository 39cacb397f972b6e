import { EditRewardError } from '../../core/errors.ts';
import { type DecodedImage, DecodeError, type ImageOrientation } from '../../core/image/decodedImage.ts';
import { decodeImageWith } from '../../core/image/decodeImageWith.ts';
import type { ImagePlatform, PlatformDecoder, PlatformFormat } from '../../core/image/imagePlatform.ts';
import { readSteadily } from '../../storage/readSteadily.ts';
import { decodeAv1 } from './decodeAv1.ts';
import { readBitmap } from './readBitmap.ts';

/** This browser does not decode the format at all. */
export class FormatUnsupportedError extends EditRewardError {
  override readonly name = 'FormatUnsupportedError';
}

/**
 * Decodes an image file in a browser's worker; `name` names it for messages.
 * Throws `EmptyFileError`, `NotAnImageError`, `ImageTooLargeError`, `DecodeError`, {@link FormatUnsupportedError} or
 * `TransparencyError`.
 */
export async function decodeImage(
  file: Blob | Uint8Array<ArrayBuffer>,
  name: string,
  orientation: ImageOrientation,
): Promise<DecodedImage> {
  const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
  return decodeImageWith(BROWSER, bytes, name, orientation);
}

const decodeInBrowser: PlatformDecoder = async (bytes, format, file) => {
  const bitmap = await createBitmap(new Blob([bytes], { type: `image/${format}` }), format, file);
  try {
    return readBitmap(bitmap, file);
  } finally {
    bitmap.close();
  }
};

/** Our own PNG decoder is as fast as a bitmap that is read back, and needs no WebGL for transparent pictures. */
const BROWSER: ImagePlatform = { decode: decodeInBrowser, decodeAv1, decodesPng: false };

/** Colours that mean what the file says, also where they are transparent. */
const AS_STORED: ImageBitmapOptions = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };

async function createBitmap(blob: Blob, format: PlatformFormat, file: string): Promise<ImageBitmap> {
  try {
    return await readSteadily(() => createImageBitmap(blob, AS_STORED));
  } catch (cause) {
    if (format === 'avif') {
      throw new FormatUnsupportedError(
        `${file} cannot be decoded: this browser does not read AVIF, or the file is damaged. Save it as PNG or JPEG.`,
        { file, cause },
      );
    }
    throw new DecodeError(file, 'its pixels cannot be decoded', cause);
  }
}
