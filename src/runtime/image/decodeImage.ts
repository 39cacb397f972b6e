import type { DecodedImage, ImageOrientation } from '../../core/image/decodedImage.ts';
import { decodeImageWith } from '../../core/image/decodeImageWith.ts';
import type { ImagePlatform } from '../../core/image/imagePlatform.ts';
import { loadDecoder } from '../../core/image/loadDecoder.ts';

/**
 * Decodes an image file in a browser's worker; `name` names it for messages.
 * Throws `EmptyFileError`, `NotAnImageError`, `ImageTooLargeError`, `DecodeError`, `NoAv1DecoderError`,
 * `UntrustedPixelsError` or `DecoderMissingError`.
 */
export async function decodeImage(
  file: Blob | Uint8Array<ArrayBuffer>,
  name: string,
  orientation: ImageOrientation,
): Promise<DecodedImage> {
  const bytes = file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file;
  return decodeImageWith(BROWSER, bytes, name, orientation);
}

/** Each way is loaded when it is first needed. Nothing that reads pixels is used before it has been proven here. */
const BROWSER: ImagePlatform = {
  async decode(bytes, format, file) {
    switch (format) {
      case 'jpeg': {
        const { decodeJpegBitmap } = await loadDecoder(() => import('./decodeJpegBitmap.ts'), file);
        return decodeJpegBitmap(bytes, format, file);
      }
      case 'webp': {
        const { decodeWebpStill } = await loadDecoder(() => import('./decodeWebpStill.ts'), file);
        return decodeWebpStill(bytes, file);
      }
      case 'avif': {
        const { decodeAvifBitmap } = await loadDecoder(() => import('./decodeAvifBitmap.ts'), file);
        return decodeAvifBitmap(bytes, format, file);
      }
    }
  },
  async decodeAv1(image, file) {
    const { decodeProvenAv1 } = await loadDecoder(() => import('./decodeProvenAv1.ts'), file);
    return decodeProvenAv1(image, file);
  },
  // Our own decoder is as fast as a bitmap that is read back.
  decodePng: undefined,
};
