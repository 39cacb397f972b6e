import { EditRewardError } from '../core/errors.ts';
import type { RgbImage } from '../core/image/rgbImage.ts';

const FILE_HEADER_LENGTH = 14;
const UNCOMPRESSED = 0;
const BITFIELDS = 3;
const BITS_PER_PIXEL = [1, 4, 8, 24, 32];
/** Red, green and blue in bytes 2, 1 and 0: what writers use with 32 bits. */
const USUAL_MASKS = [0xff0000, 0xff00, 0xff];

/** A BMP of a kind that is not read: compressed, of 16 bits, with unusual masks or from OS/2. */
export class UnsupportedBmpError extends EditRewardError {
  override readonly name = 'UnsupportedBmpError';
}

/** The fields of a BITMAPINFOHEADER that are needed, and where things stand. */
interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bitsPerPixel: number;
  readonly pixels: number;
  readonly palette: number;
}

/**
 * Decodes an uncompressed Windows bitmap: 24 or 32 bits a pixel, or 1, 4 or 8 with a palette. Anything else (run-length
 * coding, 16 bits, unusual masks) throws {@link UnsupportedBmpError}. The file must have passed `checkComplete`.
 */
export function decodeBmp(bytes: Uint8Array, file: string): RgbImage {
  const header = parseHeader(bytes, file);
  const { width, height, bitsPerPixel } = header;
  const data = new Uint8Array(width * height * 3);
  const rowLength = Math.ceil((width * bitsPerPixel) / 32) * 4;
  for (let y = 0; y < height; y++) {
    const row = header.pixels + (header.isTopDown ? y : height - 1 - y) * rowLength;
    for (let x = 0; x < width; x++) {
      const blue = bitsPerPixel >= 24 ? row + (x * bitsPerPixel) / 8 : paletteEntry(bytes, header, row, x);
      const to = (y * width + x) * 3;
      data[to] = bytes[blue + 2] ?? 0;
      data[to + 1] = bytes[blue + 1] ?? 0;
      data[to + 2] = bytes[blue] ?? 0;
    }
  }
  return { width, height, data };
}

function parseHeader(bytes: Uint8Array, file: string): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(14, true);
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const isPlain = compression === UNCOMPRESSED || (compression === BITFIELDS && hasUsualMasks(view));
  if (headerLength < 40 || !isPlain || !BITS_PER_PIXEL.includes(bitsPerPixel)) {
    throw new UnsupportedBmpError(`${file} is a compressed or unusual kind of BMP. Save it as PNG.`, { file });
  }
  return {
    width: view.getUint32(18, true),
    height: Math.abs(view.getInt32(22, true)),
    isTopDown: view.getInt32(22, true) < 0,
    bitsPerPixel,
    pixels: view.getUint32(10, true),
    palette: FILE_HEADER_LENGTH + headerLength,
  };
}

function hasUsualMasks(view: DataView): boolean {
  return view.getUint16(28, true) === 32 && USUAL_MASKS.every((mask, k) => view.getUint32(54 + 4 * k, true) === mask);
}

/** Offset of the palette entry (blue, green, red, unused) of the pixel at `x`. The leftmost pixel is in the high bits. */
function paletteEntry(bytes: Uint8Array, { bitsPerPixel, palette }: BmpHeader, row: number, x: number): number {
  const bit = x * bitsPerPixel;
  const shift = 8 - bitsPerPixel - (bit % 8);
  const index = ((bytes[row + (bit >> 3)] ?? 0) >> shift) & (2 ** bitsPerPixel - 1);
  return palette + index * 4;
}
