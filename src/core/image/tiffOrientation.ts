import { latin1At, viewOf } from './imageFormat.ts';

const ORIENTATION_TAG = 0x0112;
const EXIF_PREFIX = 'Exif\0\0';
/** Byte orders and version that Pillow takes, the odd ones of some writers among them. */
const HEADERS = ['MM\0*', 'II*\0', 'MM*\0', 'II\0*', 'MM\0+'];
const HEADER_LENGTH = 8;
const ENTRY_LENGTH = 12;

/** What an entry's type says about its values: their size, and, if they are numbers, how one is read. */
interface ValueType {
  readonly byteLength: number;
  readonly read?: (view: DataView, at: number, littleEndian: boolean) => number;
}

/** By the numbers of TIFF 6.0, section 2, and of later additions. Bytes and text are no numbers to Pillow. */
const TYPES: Readonly<Record<number, ValueType>> = {
  1: { byteLength: 1 },
  2: { byteLength: 1 },
  3: { byteLength: 2, read: (view, at, little) => view.getUint16(at, little) },
  4: { byteLength: 4, read: (view, at, little) => view.getUint32(at, little) },
  5: { byteLength: 8, read: (view, at, little) => view.getUint32(at, little) / view.getUint32(at + 4, little) },
  6: { byteLength: 1, read: (view, at) => view.getInt8(at) },
  7: { byteLength: 1 },
  8: { byteLength: 2, read: (view, at, little) => view.getInt16(at, little) },
  9: { byteLength: 4, read: (view, at, little) => view.getInt32(at, little) },
  10: { byteLength: 8, read: (view, at, little) => view.getInt32(at, little) / view.getInt32(at + 4, little) },
  11: { byteLength: 4, read: (view, at, little) => view.getFloat32(at, little) },
  12: { byteLength: 8, read: (view, at, little) => view.getFloat64(at, little) },
  13: { byteLength: 4, read: (view, at, little) => view.getUint32(at, little) },
  16: { byteLength: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

/**
 * The orientation in EXIF data, as Pillow reads it: of any numeric type, anywhere in the data, also if the data are cut
 * behind it. Undefined if the data have none. 0, which means none, if they cannot be read.
 */
export function tiffOrientation(data: Uint8Array): number | undefined {
  const tiff = withoutPrefix(data);
  if (tiff.length === 0) return undefined;
  if (tiff.length < HEADER_LENGTH || !HEADERS.includes(latin1At(tiff, 0, 4))) return 0;
  const littleEndian = tiff[0] === 0x49;
  const view = viewOf(tiff);
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > tiff.length) return undefined;
  const count = view.getUint16(directory, littleEndian);
  let orientation: number | undefined;
  for (let k = 0, at = directory + 2; k < count && at + ENTRY_LENGTH <= tiff.length; k++, at += ENTRY_LENGTH) {
    const value = readEntry(view, at, littleEndian);
    if (value === 'cut') break;
    orientation = value ?? orientation;
  }
  return orientation;
}

/** Some writers put JPEG's prefix into other formats as well, or twice. */
function withoutPrefix(data: Uint8Array): Uint8Array {
  let tiff = data;
  while (latin1At(tiff, 0, EXIF_PREFIX.length) === EXIF_PREFIX) tiff = tiff.subarray(EXIF_PREFIX.length);
  return tiff;
}

/**
 * The value of an orientation entry, or 0 if it is no number. Undefined for other entries. `cut` if its data are
 * missing.
 */
function readEntry(view: DataView, at: number, littleEndian: boolean): number | undefined | 'cut' {
  const type = TYPES[view.getUint16(at + 2, littleEndian)];
  if (type === undefined) return undefined;
  const byteLength = type.byteLength * view.getUint32(at + 4, littleEndian);
  const start = byteLength > 4 ? view.getUint32(at + 8, littleEndian) : at + 8;
  if (start + byteLength > view.byteLength) return 'cut';
  if (byteLength === 0 || view.getUint16(at, littleEndian) !== ORIENTATION_TAG) return undefined;
  return type.read?.(view, start, littleEndian) ?? 0;
}
