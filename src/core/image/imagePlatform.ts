import type { Av1Decoder } from './avif/av1Planes.ts';
import type { RgbImage } from './rgbImage.ts';

/** Formats that a platform's own decoder reads. */
export type PlatformFormat = 'jpeg' | 'webp' | 'png' | 'avif';

/**
 * Decodes a still picture of one frame to 8-bit RGB: alpha dropped and not blended, colour profile ignored. The bytes ask
 * for no EXIF turn. Throws `DecodeError`.
 */
export type PlatformDecoder = (
  bytes: Uint8Array<ArrayBuffer>,
  format: PlatformFormat,
  file: string,
) => Promise<RgbImage>;

/** What the platform does, where its results are Pillow's or planes that leave no choice. */
export interface ImagePlatform {
  readonly decode: PlatformDecoder;
  readonly decodeAv1: Av1Decoder;
  /** Whether `decode` is the faster way for ordinary PNG; the result is the same. */
  readonly decodesPng: boolean;
}
