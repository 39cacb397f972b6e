import type { Av1Decoder } from './avif/av1Planes.ts';
import type { RgbImage } from './rgbImage.ts';

/** Formats that a platform's own decoder reads. */
export type PlatformFormat = 'jpeg' | 'webp' | 'avif';

/**
 * Decodes a still picture of one frame to 8-bit RGB: alpha dropped and not blended, colour profile ignored. The bytes ask
 * for no EXIF turn. Throws `DecodeError`, or `UntrustedPixelsError` where the platform may change what it gives.
 */
export type PlatformDecoder = (
  bytes: Uint8Array<ArrayBuffer>,
  format: PlatformFormat,
  file: string,
) => Promise<RgbImage>;

/** The same for an ordinary PNG. */
export type FastPngDecoder = (bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<RgbImage>;

/** What a platform offers: results that are Pillow's, or planes that leave no choice. */
export interface ImagePlatform {
  readonly decode: PlatformDecoder;
  readonly decodeAv1: Av1Decoder;
  /** Undefined where our own way, which gives the same, is as fast. */
  readonly decodePng: FastPngDecoder | undefined;
}
