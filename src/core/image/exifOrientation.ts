import type { ImageFormat } from './imageFormat.ts';
import { readMetadata, withoutPngMetadata, withoutWebpMetadata } from './imageMetadata.ts';
import { tiffOrientation } from './tiffOrientation.ts';

/** EXIF orientation 1 to 8: how the stored picture must be turned to be upright. 1 means that it is. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Pillow's pattern. */
const XMP_ORIENTATION = /tiff:Orientation(?:="|>)([0-9])/;

/**
 * The orientation that a file's metadata asks for; 1 when it says nothing. As Pillow's `ImageOps.exif_transpose` finds it: in
 * EXIF, else in XMP. That of AVIF is in the structure of the file.
 */
export function readOrientation(bytes: Uint8Array, format: ImageFormat): ExifOrientation {
  const { exif, xmp } = readMetadata(bytes, format);
  const stated = exif && tiffOrientation(exif);
  if (stated === undefined) return (xmp === undefined ? undefined : xmpOrientation(xmp)) ?? 1;
  return known(stated) ?? 1;
}

/** The orientation that XMP states; undefined if it states none. */
export function xmpOrientation(xmp: string): ExifOrientation | undefined {
  return known(Number(XMP_ORIENTATION.exec(xmp)?.[1]));
}

function known(value: number): ExifOrientation | undefined {
  return ORIENTATIONS.find((orientation) => orientation === value);
}

/**
 * The file without metadata, so that no decoder turns the picture. Browsers turn PNG whatever `createImageBitmap` is
 * asked, disagree about WebP, and read less or more than Pillow does. Returns the same bytes when there is no metadata.
 * An AVIF stays as it is. Of a JPEG, `plainJpeg` keeps only the picture.
 */
export function withoutOrientation<T extends Uint8Array>(bytes: T, format: ImageFormat): T | Uint8Array<ArrayBuffer> {
  if (format === 'png') return withoutPngMetadata(bytes);
  return format === 'webp' ? withoutWebpMetadata(bytes) : bytes;
}

const ORIENTATIONS: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
