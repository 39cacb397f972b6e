import { EditRewardError } from '../../errors.ts';
import { DecodeError } from '../decodedImage.ts';
import { viewOf } from '../imageFormat.ts';
import type { ImageSize } from '../modelInput/smartResize.ts';

const FILE_HEADER_LENGTH = 14;
/** The first header, of OS/2 1.x, has 16-bit sizes and palette entries of three bytes. */
const CORE_HEADER = 12;
/** Windows 3, with two undocumented ones in between, OS/2 2.x, Windows 4 and 5. */
const INFO_HEADERS = [40, 52, 56, 64, 108, 124];
const MASKS_AT = 54;
const UNCOMPRESSED = 0;
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
/** As Pillow has it; a palette holds 256 colours at most, but a file may name more grey levels. */
const MAX_COLORS = 65_536;

/** A BMP of a kind that Pillow does not read either: JPEG or PNG within, unusual bit masks, an impossible palette. */
export class UnsupportedBmpError extends EditRewardError {
  override readonly name = 'UnsupportedBmpError';
  constructor(file: string) {
    super(`${file} is a compressed or unusual kind of BMP. Save it as PNG.`, { file });
  }
}

/** How the pixels of a BMP are stored. */
export interface BmpHeader extends ImageSize {
  readonly isTopDown: boolean;
  readonly coding: 'plain' | 'rle8' | 'rle4';
  /** Of one stored row. */
  readonly rowLength: number;
  readonly layout: BmpLayout;
  /** Offset of the pixels. */
  readonly pixels: number;
}

/** What a stored pixel is: a colour, or an index of 1, 4 or 8 bits. */
export type BmpLayout =
  | { readonly kind: 'bytes'; readonly bytesPerPixel: number; readonly rgbAt: readonly [number, number, number] }
  | { readonly kind: 'packed'; readonly greenBits: 5 | 6 }
  | { readonly kind: 'index'; readonly bits: 1 | 4 | 8; readonly palette: Uint8Array | undefined };

/** Reads a bitmap's header as Pillow does. Throws `DecodeError` or {@link UnsupportedBmpError}. */
export function readBmpHeader(bytes: Uint8Array, file: string): BmpHeader {
  const length = bytes.length >= FILE_HEADER_LENGTH + 4 ? viewOf(bytes).getUint32(FILE_HEADER_LENGTH, true) : 0;
  if (bytes.length < FILE_HEADER_LENGTH + Math.max(length, 4)) {
    throw new DecodeError(file, 'the end of the file is missing');
  }
  if (length !== CORE_HEADER && !INFO_HEADERS.includes(length)) throw new UnsupportedBmpError(file);
  const fields = length === CORE_HEADER ? readCoreFields(bytes) : readInfoFields(bytes);
  const { width, height, isTopDown, bits, compression } = fields;
  const coding = ({ [UNCOMPRESSED]: 'plain', [BITFIELDS]: 'plain', [RLE8]: 'rle8', [RLE4]: 'rle4' } as const)[
    compression
  ];
  if (coding === undefined) throw new UnsupportedBmpError(file);
  const { layout, end } = readLayout(bytes, fields, length, file);
  const rowLength = Math.floor((width * bits + 31) / 32) * 4;
  return { width, height, isTopDown, coding, rowLength, layout, pixels: pixelsAt(bytes, fields, length) || end };
}

interface BmpFields extends ImageSize {
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly colors: number;
  /** Bytes of a palette entry: blue, green and red. Except in the first header, an unused one follows. */
  readonly entryLength: 3 | 4;
}

function readCoreFields(bytes: Uint8Array): BmpFields {
  const view = viewOf(bytes);
  const bits = view.getUint16(24, true);
  return {
    width: view.getUint16(18, true),
    height: view.getUint16(20, true),
    isTopDown: false,
    bits,
    compression: UNCOMPRESSED,
    colors: 2 ** bits,
    entryLength: 3,
  };
}

function readInfoFields(bytes: Uint8Array): BmpFields {
  const view = viewOf(bytes);
  const height = view.getUint32(22, true);
  // A negative height. (Those that do not begin with 0xff are far beyond any limit.)
  const isTopDown = height >>> 24 === 0xff;
  const bits = view.getUint16(28, true);
  return {
    width: view.getUint32(18, true),
    height: isTopDown ? 2 ** 32 - height : height,
    isTopDown,
    bits,
    compression: view.getUint32(30, true),
    colors: view.getUint32(46, true) || 2 ** bits,
    entryLength: 4,
  };
}

/** 0 when the file does not say. An offset that forgets the palette is mended. */
function pixelsAt(bytes: Uint8Array, { bits, colors, entryLength }: BmpFields, headerLength: number): number {
  const offset = viewOf(bytes).getUint32(10, true);
  const forgetsPalette = offset === FILE_HEADER_LENGTH + headerLength && bits <= 8;
  return forgetsPalette ? offset + entryLength * colors : offset;
}

/** Also where it ends: the pixels are there if the file does not say where. */
function readLayout(
  bytes: Uint8Array,
  fields: BmpFields,
  headerLength: number,
  file: string,
): { readonly layout: BmpLayout; readonly end: number } {
  const headerEnd = FILE_HEADER_LENGTH + headerLength;
  const { bits, compression } = fields;
  if (compression === BITFIELDS) {
    const layout = layoutOfMasks(bits, readMasks(bytes, headerLength, file));
    if (layout === undefined) throw new UnsupportedBmpError(file);
    return { layout, end: headerLength === 40 ? headerEnd + 12 : headerEnd };
  }
  if (bits === 1 || bits === 4 || bits === 8) return readIndexLayout(bytes, fields, bits, headerEnd, file);
  const layout = COLOR_LAYOUTS[bits];
  if (layout === undefined) throw new UnsupportedBmpError(file);
  return { layout, end: headerEnd };
}

const COLOR_LAYOUTS: Readonly<Record<number, BmpLayout>> = {
  16: { kind: 'packed', greenBits: 5 },
  24: { kind: 'bytes', bytesPerPixel: 3, rgbAt: [2, 1, 0] },
  32: { kind: 'bytes', bytesPerPixel: 4, rgbAt: [2, 1, 0] },
};

/** Red, green, blue, and alpha where the header has a place for it. */
function readMasks(bytes: Uint8Array, headerLength: number, file: string): readonly number[] {
  const count = headerLength >= 56 ? 4 : 3;
  if (bytes.length < MASKS_AT + 4 * count) throw new DecodeError(file, 'the end of the file is missing');
  const view = viewOf(bytes);
  const masks = Array.from({ length: count }, (_, k) => view.getUint32(MASKS_AT + 4 * k, true));
  return count === 3 ? [...masks, 0] : masks;
}

/** The masks that Pillow knows, as hexadecimal text, and where they put red, green and blue. */
const MASKS_OF_32: Readonly<Record<string, readonly [number, number, number]>> = {
  'ff0000 ff00 ff 0': [2, 1, 0],
  'ff000000 ff0000 ff00 0': [3, 2, 1],
  'ff000000 ff00 ff 0': [3, 1, 0],
  'ff000000 ff0000 ff00 ff': [3, 2, 1],
  'ff ff00 ff0000 ff000000': [0, 1, 2],
  'ff0000 ff00 ff ff000000': [2, 1, 0],
  'ff000000 ff00 ff ff0000': [3, 1, 0],
  '0 0 0 0': [2, 1, 0],
};

function layoutOfMasks(bits: number, masks: readonly number[]): BmpLayout | undefined {
  const text = masks.map((mask) => mask.toString(16));
  const rgb = text.slice(0, 3).join(' ');
  if (bits === 16 && rgb === 'f800 7e0 1f') return { kind: 'packed', greenBits: 6 };
  if (bits === 16 && rgb === '7c00 3e0 1f') return COLOR_LAYOUTS[16];
  if (bits === 24 && rgb === 'ff0000 ff00 ff') return COLOR_LAYOUTS[24];
  const rgbAt = bits === 32 ? MASKS_OF_32[text.join(' ')] : undefined;
  return rgbAt && { kind: 'bytes', bytesPerPixel: 4, rgbAt };
}

/**
 * How the pixels' indices are stored. Pillow takes a palette of black and white, or of grey levels in order, for no
 * palette. It then reads two colours as single bits and any other number as bytes, whatever the header says.
 */
function readIndexLayout(
  bytes: Uint8Array,
  { colors, entryLength }: BmpFields,
  bits: 1 | 4 | 8,
  from: number,
  file: string,
): { readonly layout: BmpLayout; readonly end: number } {
  if (colors > MAX_COLORS) throw new UnsupportedBmpError(file);
  const end = Math.min(from + colors * entryLength, bytes.length);
  const entries = bytes.subarray(from, end);
  if (isGrayRamp(entries, colors, entryLength)) {
    return { layout: { kind: 'index', bits: colors === 2 ? 1 : 8, palette: undefined }, end };
  }
  if (entries.length > 256 * entryLength) throw new UnsupportedBmpError(file);
  const count = Math.floor(entries.length / entryLength);
  const palette = Uint8Array.from({ length: count * 3 }, (_, k) => {
    return entries[Math.floor(k / 3) * entryLength + 2 - (k % 3)] ?? 0;
  });
  return { layout: { kind: 'index', bits, palette }, end };
}

function isGrayRamp(entries: Uint8Array, colors: number, entryLength: number): boolean {
  for (let k = 0; k < colors; k++) {
    const level = colors === 2 ? k * 255 : k & 255;
    for (let c = 0; c < 3; c++) if (entries[k * entryLength + c] !== level) return false;
  }
  return true;
}
