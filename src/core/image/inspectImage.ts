import { imageSize } from 'image-size';
import { EditRewardError } from '../errors.ts';
import { DecodeError } from './decodedImage.ts';
import { type ExifOrientation, readOrientation } from './exifOrientation.ts';
import { detectFormat, type ImageFormat } from './imageFormat.ts';
import { readJpegHeader } from './jpegHeader.ts';
import type { ImageSize } from './smartResize.ts';

/**
 * Pillow's own limit, beyond which it warns of a decompression bomb: a quarter of a gigabyte of 24-bit pixels. A
 * decoded picture of this size takes 268 MB here, and as much again while it is resized.
 */
export const MAX_IMAGE_PIXELS = 89_478_485;

/** The file holds no bytes. */
export class EmptyFileError extends EditRewardError {
  override readonly name = 'EmptyFileError';
}

/** The file is of no format that is decoded here. */
export class NotAnImageError extends EditRewardError {
  override readonly name = 'NotAnImageError';
}

/** The picture has more than {@link MAX_IMAGE_PIXELS}. */
export class ImageTooLargeError extends EditRewardError {
  override readonly name = 'ImageTooLargeError';
}

/** What a file's header says. */
export interface ImageHeader extends ImageSize {
  readonly format: ImageFormat;
  /** `width` and `height` are those of the stored picture, before this is applied. */
  readonly orientation: ExifOrientation;
}

/**
 * Reads format, size and orientation without decoding, so that a file is refused before memory is spent on it. `bytes`
 * is the whole file or a beginning that holds the header (in JPEG behind all metadata). `file` names it for messages.
 *
 * Throws {@link EmptyFileError}, {@link NotAnImageError}, {@link ImageTooLargeError}, `UnsupportedJpegError` or, when
 * the header is cut short, `DecodeError`.
 */
export function inspectImage(bytes: Uint8Array, file: string): ImageHeader {
  if (bytes.length === 0) {
    throw new EmptyFileError(`${file} is empty. Export or download it again.`, { file });
  }
  const format = detectFormat(bytes);
  if (format === undefined) {
    throw new NotAnImageError(
      `${file} is not an image that can be scored. Save it as PNG, JPEG, WebP, GIF, BMP or AVIF; the file's ending ` +
        `alone does not change its format.`,
      { file },
    );
  }
  const { width, height } = format === 'jpeg' ? readJpegHeader(bytes, file) : readSize(bytes, file);
  refuseTooLarge({ width, height }, file);
  return { format, width, height, orientation: readOrientation(bytes, format) };
}

function readSize(bytes: Uint8Array, file: string): ImageSize {
  const size = attempt(() => imageSize(bytes), file);
  if (size.width > 0 && size.height > 0) return size;
  throw new DecodeError(file, 'its header gives no size');
}

function attempt<T>(read: () => T, file: string): T {
  try {
    return read();
  } catch (cause) {
    throw new DecodeError(file, 'its header cannot be read', cause);
  }
}

function refuseTooLarge({ width, height }: ImageSize, file: string): void {
  if (width * height <= MAX_IMAGE_PIXELS) return;
  const limit = MAX_IMAGE_PIXELS.toLocaleString('en-US');
  throw new ImageTooLargeError(
    `${file} has ${width} × ${height} pixels, more than the ${limit} up to which images are decoded (the limit above ` +
      `which Pillow warns). The model sees about 448 × 448: make it smaller and try again.`,
    { file },
  );
}
