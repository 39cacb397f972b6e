import { type ContainerBlock, containerBlocks, JPEG_MARKERS } from './containerBlocks.ts';
import { crc32 } from './crc32.ts';
import { type ImageFormat, latin1At, viewOf } from './imageFormat.ts';

/** EXIF orientation 1 to 8: which way the stored picture must be turned to stand upright; 1 means it does. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const TYPE_SHORT = 3;
const EXIF_PREFIX = 'Exif\0\0';

/** Where an EXIF block says how the picture stands. */
interface OrientationField {
  readonly orientation: ExifOrientation;
  /** Offset of the 16-bit value in the file. */
  readonly offset: number;
  readonly littleEndian: boolean;
  readonly block: ContainerBlock;
}

/** The orientation that a file's EXIF asks for; 1 when it says nothing. That of AVIF is in the structure of the file. */
export function readOrientation(bytes: Uint8Array, format: ImageFormat): ExifOrientation {
  return findOrientation(bytes, format)?.orientation ?? 1;
}

/**
 * The file with its EXIF orientation set to 1, so that no decoder turns the picture: browsers turn JPEG and PNG whatever
 * `createImageBitmap` is asked, and disagree about WebP. The same bytes when there is nothing to set; AVIF stays as it is.
 */
export function withoutOrientation<T extends Uint8Array>(bytes: T, format: ImageFormat): T | Uint8Array<ArrayBuffer> {
  const field = findOrientation(bytes, format);
  if (field === undefined || field.orientation === 1) return bytes;
  const copy = new Uint8Array(bytes);
  const view = viewOf(copy);
  view.setUint16(field.offset, 1, field.littleEndian);
  const { start, end } = field.block;
  // The CRC covers the chunk's type and payload.
  if (format === 'png' && end + 4 <= copy.length) view.setUint32(end, crc32(copy.subarray(start - 4, end)));
  return copy;
}

function findOrientation(bytes: Uint8Array, format: ImageFormat): OrientationField | undefined {
  if (format === 'avif') return undefined;
  for (const block of containerBlocks(bytes, format)) {
    const tiff = exifStart(bytes, block);
    const field = tiff === undefined ? undefined : parseTiff(bytes, tiff, block);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** Where the TIFF header of an EXIF block starts; undefined when the block is something else. */
function exifStart(bytes: Uint8Array, { type, start }: ContainerBlock): number | undefined {
  const hasPrefix = latin1At(bytes, start, EXIF_PREFIX.length) === EXIF_PREFIX;
  if (type === JPEG_MARKERS.app1) return hasPrefix ? start + EXIF_PREFIX.length : undefined;
  // Some writers put JPEG's prefix into WebP and PNG as well; Pillow skips it.
  if (type === 'EXIF' || type === 'eXIf') return hasPrefix ? start + EXIF_PREFIX.length : start;
  return undefined;
}

/** Looks the tag up in the first image file directory (TIFF 6.0, section 2). */
function parseTiff(bytes: Uint8Array, tiff: number, block: ContainerBlock): OrientationField | undefined {
  const end = Math.min(block.end, bytes.length);
  const byteOrder = latin1At(bytes, tiff, 2);
  if ((byteOrder !== 'II' && byteOrder !== 'MM') || tiff + 8 > end) return undefined;
  const littleEndian = byteOrder === 'II';
  const view = viewOf(bytes);
  const directory = tiff + view.getUint32(tiff + 4, littleEndian);
  if (directory + 2 > end) return undefined;
  const count = view.getUint16(directory, littleEndian);
  for (let entry = directory + 2; entry < directory + 2 + count * 12 && entry + 12 <= end; entry += 12) {
    if (view.getUint16(entry, littleEndian) !== ORIENTATION_TAG) continue;
    if (view.getUint16(entry + 2, littleEndian) !== TYPE_SHORT) return undefined;
    const orientation = asOrientation(view.getUint16(entry + 8, littleEndian));
    return orientation && { orientation, offset: entry + 8, littleEndian, block };
  }
  return undefined;
}

const ORIENTATIONS: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

function asOrientation(value: number): ExifOrientation | undefined {
  return ORIENTATIONS.find((orientation) => orientation === value);
}
