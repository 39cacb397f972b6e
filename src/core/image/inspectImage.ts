import { EditRewardError } from '../errors.ts';
import { readAvifStructure } from './avif/avifStructure.ts';
import { readBmpHeader } from './bmp/bmpHeader.ts';
import { DecodeError } from './decodedImage.ts';
import { type ExifOrientation, readOrientation } from './exifOrientation.ts';
import { describeForeignImage, isAllZero, isPngSentAsText } from './foreignImage.ts';
import { readGifStructure } from './gif/gifStructure.ts';
import { detectFormat, type ImageFormat } from './imageFormat.ts';
import { readJpegHeader } from './jpegHeader.ts';
import { readPngSize } from './png/pngHeader.ts';
import type { ImageSize } from './modelInput/smartResize.ts';
import { readWebpStructure } from './webp/webpStructure.ts';

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
 * Throws {@link EmptyFileError}, {@link NotAnImageError}, {@link ImageTooLargeError}, `DecodeError` when the header is cut
 * short, `UnsupportedBmpError` or `UnsupportedJpegError`.
 */
export function inspectImage(bytes: Uint8Array, file: string): ImageHeader {
  if (bytes.length === 0) {
    throw new EmptyFileError(`${file} is empty. Export or download it again.`, { file });
  }
  const format = detectFormat(bytes);
  if (format === undefined) throw notAnImage(bytes, file);
  const { width, height, orientation = readOrientation(bytes, format) } = readStored(bytes, format, file);
  refuseTooLarge({ width, height }, file);
  return { format, width, height, orientation };
}

function notAnImage(bytes: Uint8Array, file: string): EditRewardError {
  if (isPngSentAsText(bytes)) return new DecodeError(file, 'its line ends were changed as if it were text');
  if (isAllZero(bytes)) return new DecodeError(file, 'it holds nothing but zeros');
  const kind = describeForeignImage(bytes);
  if (kind !== undefined) return new NotAnImageError(`${file} is ${kind}`, { file });
  return new NotAnImageError(
    `${file} is not an image that can be scored. Save it as PNG, JPEG, WebP, GIF, BMP or AVIF; the file's ending ` +
      `alone does not change its format.`,
    { file },
  );
}

/** The stored picture; its orientation where that is no matter of EXIF. */
interface StoredPicture extends ImageSize {
  readonly orientation?: ExifOrientation;
}

/** Each is no stricter than the decoder that follows. */
const READERS: Readonly<Record<ImageFormat, (bytes: Uint8Array, file: string) => StoredPicture>> = {
  png: readPngSize,
  jpeg: readJpegHeader,
  webp: readWebpStructure,
  gif: readGifStructure,
  bmp: readBmpHeader,
  avif: readAvif,
};

/** All cells are decoded, also those that reach far beyond the picture. */
function readAvif(bytes: Uint8Array, file: string): StoredPicture {
  const picture = readAvifStructure(bytes, file);
  for (const { columns, cells } of picture.alpha ? [picture.color, picture.alpha] : [picture.color]) {
    const { width, height } = cells[0] ?? picture;
    refuseTooLarge({ width: width * columns, height: (height * cells.length) / columns }, file);
  }
  return picture;
}

function readStored(bytes: Uint8Array, format: ImageFormat, file: string): StoredPicture {
  const stored = READERS[format](bytes, file);
  if (stored.width > 0 && stored.height > 0) return stored;
  throw new DecodeError(file, 'its header gives no size');
}

function refuseTooLarge({ width, height }: ImageSize, file: string): void {
  if (width * height <= MAX_IMAGE_PIXELS) return;
  const limit = MAX_IMAGE_PIXELS.toLocaleString('en-US');
  throw new ImageTooLargeError(
    `${file} has ${width} × ${height} pixels, more than the ${limit} up to which images are decoded (the limit above ` +
      'which Pillow warns). Make it smaller and try again.',
    { file },
  );
}
