import sharp from 'sharp';
import { type DecodedImage, DecodeError, type ImageOrientation } from '../core/image/decodedImage.ts';
import { decodeImageWith } from '../core/image/decodeImageWith.ts';
import type { ImagePlatform } from '../core/image/imagePlatform.ts';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { MAX_IMAGE_PIXELS } from '../core/image/inspectImage.ts';
import { decodeAv1 } from './decodeAv1.ts';

/**
 * Decodes an image file in Node; `name` names it for messages.
 * Throws `EmptyFileError`, `NotAnImageError`, `ImageTooLargeError` or `DecodeError`.
 */
export function decodeImage(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  orientation: ImageOrientation,
): Promise<DecodedImage> {
  return decodeImageWith(NODE, bytes, name, orientation);
}

async function decodeWithSharp(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<RgbImage> {
  // `error`, not the default `warning`: an odd but harmless chunk must not refuse a picture that Pillow takes.
  const picture = sharp(bytes, { failOn: 'error', ignoreIcc: true, limitInputPixels: MAX_IMAGE_PIXELS });
  try {
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { width, height, data: firstThree(data, channels) };
  } catch (cause) {
    throw new DecodeError(file, 'its pixels cannot be decoded', cause);
  }
}

/** libvips with zlib-ng decodes PNG in less than half the time that we need. */
const NODE: ImagePlatform = {
  decode: (bytes, _format, file) => decodeWithSharp(bytes, file),
  decodeAv1,
  decodePng: decodeWithSharp,
};

/** Drops alpha; grey without or with alpha (one or two channels) is repeated. */
function firstThree(pixels: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  const isGray = channels < 3;
  const data = new Uint8Array((pixels.length / channels) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 3) {
    data[to] = pixels[from] ?? 0;
    data[to + 1] = pixels[isGray ? from : from + 1] ?? 0;
    data[to + 2] = pixels[isGray ? from : from + 2] ?? 0;
  }
  return data;
}
