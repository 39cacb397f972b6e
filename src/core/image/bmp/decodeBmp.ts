import { type BmpHeader, type BmpLayout, readBmpHeader, UnsupportedBmpError } from './bmpHeader.ts';
import { expandBmpRle } from './bmpRle.ts';
import { DecodeError } from '../decodedImage.ts';
import { paletteToRgb } from '../paletteToRgb.ts';
import type { RgbImage } from '../rgbImage.ts';

/**
 * Decodes a Windows or OS/2 bitmap to the bytes of Pillow's `convert("RGB")`, alpha dropped. Throws `DecodeError`, or
 * `UnsupportedBmpError` for the kinds that Pillow refuses.
 */
export function decodeBmp(bytes: Uint8Array, file: string): RgbImage {
  const header = readBmpHeader(bytes, file);
  const { width, height, layout } = header;
  if (layout.kind !== 'index') return { width, height, data: readColors(bytes, header, layout, file) };
  const indices =
    header.coding === 'plain' ? readIndices(bytes, header, layout.bits, file) : expand(bytes, header, file);
  const { palette, bits } = layout;
  return {
    width,
    height,
    data: paletteToRgb(palette === undefined && bits === 1 ? scaled(indices) : indices, palette),
  };
}

/** Single bits without a palette: black and white. */
function scaled(bits: Uint8Array): Uint8Array {
  return bits.map((bit) => bit * 255);
}

/** Offsets of the stored rows from the top of the picture. Throws unless all are in the file, the last one's padding aside. */
function rowOffsets(bytes: Uint8Array, header: BmpHeader, usedLength: number, file: string): readonly number[] {
  const { height, isTopDown, rowLength, pixels } = header;
  if (usedLength > rowLength) throw new UnsupportedBmpError(file);
  if (pixels + (height - 1) * rowLength + usedLength > bytes.length) {
    throw new DecodeError(file, 'the end of the file is missing');
  }
  return Array.from({ length: height }, (_, y) => pixels + (isTopDown ? y : height - 1 - y) * rowLength);
}

type ColorLayout = Exclude<BmpLayout, { readonly kind: 'index' }>;

function readColors(bytes: Uint8Array, header: BmpHeader, layout: ColorLayout, file: string): Uint8Array<ArrayBuffer> {
  if (header.coding !== 'plain') throw new UnsupportedBmpError(file);
  const { width, height } = header;
  const step = layout.kind === 'bytes' ? layout.bytesPerPixel : 2;
  const rows = rowOffsets(bytes, header, width * step, file);
  const data = new Uint8Array(width * height * 3);
  for (const [y, row] of rows.entries()) {
    const source = bytes.subarray(row, row + width * step);
    const target = data.subarray(y * width * 3, (y + 1) * width * 3);
    if (layout.kind === 'bytes') copyBytes(source, target, layout);
    else unpack(source, target, layout.greenBits);
  }
  return data;
}

function copyBytes(row: Uint8Array, to: Uint8Array, layout: Extract<BmpLayout, { readonly kind: 'bytes' }>): void {
  const [red, green, blue] = layout.rgbAt;
  for (let at = 0, k = 0; k < to.length; at += layout.bytesPerPixel) {
    to[k++] = row[at + red] ?? 0;
    to[k++] = row[at + green] ?? 0;
    to[k++] = row[at + blue] ?? 0;
  }
}

/** Five or six bits a colour, scaled to eight and rounded down, as Pillow does. */
function unpack(row: Uint8Array, to: Uint8Array, greenBits: 5 | 6): void {
  const greenMax = 2 ** greenBits - 1;
  for (let at = 0, k = 0; k < to.length; at += 2) {
    const value = (row[at] ?? 0) + 256 * (row[at + 1] ?? 0);
    to[k++] = Math.floor((((value >> (5 + greenBits)) & 31) * 255) / 31);
    to[k++] = Math.floor((((value >> 5) & greenMax) * 255) / greenMax);
    to[k++] = Math.floor(((value & 31) * 255) / 31);
  }
}

/** The leftmost pixel is in the high bits. */
function readIndices(bytes: Uint8Array, header: BmpHeader, bits: 1 | 4 | 8, file: string): Uint8Array {
  const { width, height } = header;
  const perByte = 8 / bits;
  const rows = rowOffsets(bytes, header, Math.ceil(width / perByte), file);
  const indices = new Uint8Array(width * height);
  let to = 0;
  for (const row of rows) {
    for (let x = 0; x < width; x++) {
      const shift = 8 - bits - bits * (x % perByte);
      indices[to++] = ((bytes[row + Math.floor(x / perByte)] ?? 0) >> shift) & (2 ** bits - 1);
    }
  }
  return indices;
}

function expand(bytes: Uint8Array, header: BmpHeader, file: string): Uint8Array {
  const { layout, width, height, isTopDown, coding, pixels } = header;
  // Pillow makes a picture of black and white of two such colours, and then cannot put bytes into it.
  if (layout.kind === 'index' && layout.bits === 1 && layout.palette === undefined) throw new UnsupportedBmpError(file);
  const stored = expandBmpRle(bytes, pixels, { width, height }, coding === 'rle4' ? 4 : 8);
  if (stored === undefined) throw new DecodeError(file, 'its pixels cannot be decoded');
  return isTopDown ? stored : upsideDown(stored, width, height);
}

function upsideDown(rows: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(rows.length);
  for (let y = 0; y < height; y++) result.set(rows.subarray(y * width, (y + 1) * width), (height - 1 - y) * width);
  return result;
}
