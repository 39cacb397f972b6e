import type { DecodedImage, ImageOrientation } from './decodedImage.ts';
import { decodeJpegWith } from './decodeJpegWith.ts';
import type { ImageFormat } from './imageFormat.ts';
import type { ImagePlatform } from './imagePlatform.ts';
import { inspectImage } from './inspectImage.ts';
import { loadDecoder } from './loadDecoder.ts';
import { orientImage } from './orientImage.ts';
import { decodePng } from './png/decodePng.ts';
import type { RgbImage } from './rgbImage.ts';

/**
 * Decodes an image to the bytes that Pillow's `convert("RGB")` gives. Formats that platforms read differently are read
 * here. The platform gets what it reads exactly and faster.
 *
 * Throws the errors of `inspectImage` and the decoders.
 */
export async function decodeImageWith(
  platform: ImagePlatform,
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  orientation: ImageOrientation,
): Promise<DecodedImage> {
  const header = inspectImage(bytes, file);
  const image = await DECODERS[header.format](bytes, platform, file);
  if (orientation === 'official') return { image, turned: false, ignoredTurn: header.orientation };
  return { image: orientImage(image, header.orientation), turned: header.orientation !== 1 };
}

/** Gives the picture as it is stored, not turned. */
type StoredDecoder = (bytes: Uint8Array<ArrayBuffer>, platform: ImagePlatform, file: string) => Promise<RgbImage>;

/** Those of rarer formats come when they are needed. */
const DECODERS: Readonly<Record<ImageFormat, StoredDecoder>> = {
  png: (bytes, platform, file) => decodePng(bytes, platform.decodePng, file),
  jpeg: (bytes, { decode }, file) => decodeJpegWith((plain) => decode(plain, 'jpeg', file), bytes, file),
  webp: async (bytes, { decode }, file) => {
    const { decodeWebp } = await loadDecoder(() => import('./webp/decodeWebp.ts'), file);
    return decodeWebp(bytes, decode, file);
  },
  gif: async (bytes, _platform, file) => {
    const { decodeGif } = await loadDecoder(() => import('./gif/decodeGif.ts'), file);
    return decodeGif(bytes, file);
  },
  bmp: async (bytes, _platform, file) => {
    const { decodeBmp } = await loadDecoder(() => import('./bmp/decodeBmp.ts'), file);
    return decodeBmp(bytes, file);
  },
  avif: async (bytes, platform, file) => {
    const { decodeAvif } = await loadDecoder(() => import('./avif/decodeAvif.ts'), file);
    return decodeAvif(bytes, platform, file);
  },
};
