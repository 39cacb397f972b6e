import { DecodeError } from '../decodedImage.ts';
import type { FastPngDecoder } from '../imagePlatform.ts';
import { withoutOrientation } from '../exifOrientation.ts';
import { inflateParts } from './inflateParts.ts';
import { paletteToRgb } from '../paletteToRgb.ts';
import { placeOnCanvas } from '../placeOnCanvas.ts';
import { PNG_COLOR } from './pngHeader.ts';
import { PngRows } from './pngRows.ts';
import { isOrdinaryPng, type PngStructure, readPngStructure } from './pngStructure.ts';
import type { RgbImage } from '../rgbImage.ts';

/**
 * Decodes a PNG's default image to the bytes of Pillow's `convert("RGB")`. Alpha and transparent colours are dropped,
 * not blended, and colour profiles are ignored. It is decoded here, so 16 bits, palettes, animations and colours under
 * transparency are the same everywhere. `decodeFast`, if given, gets the ordinary ones. Throws `DecodeError`.
 */
export async function decodePng(
  bytes: Uint8Array<ArrayBuffer>,
  decodeFast: FastPngDecoder | undefined,
  file: string,
): Promise<RgbImage> {
  const structure = readPngStructure(bytes, file);
  if (decodeFast !== undefined && isOrdinaryPng(bytes, structure)) {
    const image = await tryFast(decodeFast, bytes, file);
    if (image !== undefined) return image;
  }
  const { header, region, palette } = structure;
  const rows = new PngRows(region.width, region.height, header);
  await fillRows(rows, structure, file);
  const { samples } = rows;
  const data =
    header.colorType === PNG_COLOR.rgb || header.colorType === PNG_COLOR.rgba
      ? samples
      : paletteToRgb(samples, palette);
  return placeOnCanvas({ width: region.width, height: region.height, data }, region, header);
}

/** Undefined where the platform is stricter than Pillow. */
async function tryFast(
  decode: FastPngDecoder,
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
): Promise<RgbImage | undefined> {
  try {
    return await decode(withoutOrientation(bytes, 'png'), file);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** Rows that a stream without fault does not hold stay black, as in Pillow. */
async function fillRows(rows: PngRows, { parts, findDoubt, isEndWhole }: PngStructure, file: string): Promise<void> {
  try {
    const isWhole = await inflateParts(parts, rows);
    if (isWhole && isEndWhole && !rows.isWithinRow) return;
  } catch (cause) {
    throw new DecodeError(file, findDoubt(), cause);
  }
  throw new DecodeError(file, findDoubt());
}
