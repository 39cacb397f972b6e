import { type ContainerBlock, isoBoxes } from './containerBlocks.ts';
import type { ImageFormat } from './imageFormat.ts';
import { readMetadata, withoutPngMetadata, withoutWebpMetadata } from './imageMetadata.ts';
import { tiffOrientation } from './tiffOrientation.ts';

/** EXIF orientation 1 to 8: which way the stored picture must be turned to stand upright; 1 means it does. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Pillow's pattern. */
const XMP_ORIENTATION = /tiff:Orientation(?:="|>)([0-9])/;

/**
 * The orientation a file asks for; 1 when it says nothing. As Pillow's `ImageOps.exif_transpose` finds it: in EXIF,
 * else in XMP; in AVIF it stands in the `irot` and `imir` properties.
 */
export function readOrientation(bytes: Uint8Array, format: ImageFormat): ExifOrientation {
  if (format === 'avif') return avifOrientation(bytes);
  const { exif, xmp } = readMetadata(bytes, format);
  const stated = (exif && tiffOrientation(exif)) ?? Number(xmp?.match(XMP_ORIENTATION)?.[1]);
  return ORIENTATIONS.find((orientation) => orientation === stated) ?? 1;
}

/**
 * The file without metadata, so that no decoder turns the picture: browsers turn PNG whatever `createImageBitmap` is
 * asked, disagree about WebP, and read less or more than Pillow does. The same bytes when there is none; an AVIF stays
 * as it is, and of a JPEG `plainJpeg` keeps the picture alone.
 */
export function withoutOrientation<T extends Uint8Array>(bytes: T, format: ImageFormat): T | Uint8Array<ArrayBuffer> {
  if (format === 'png') return withoutPngMetadata(bytes);
  return format === 'webp' ? withoutWebpMetadata(bytes) : bytes;
}

const ORIENTATIONS: readonly ExifOrientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** [no mirror, mirror axis 0, mirror axis 1] for each number of quarter turns anticlockwise. */
const AVIF_ORIENTATIONS: readonly (readonly [ExifOrientation, ExifOrientation, ExifOrientation])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
];

/** ISO/IEC 23008-12, 6.5.10 and 6.5.12: a rotation, then a mirroring, among the item properties. */
function avifOrientation(bytes: Uint8Array): ExifOrientation {
  const properties = [...itemProperties(bytes)];
  const valueOf = (type: string) => {
    const box = properties.find((property) => property.type === type);
    return box && bytes[box.start];
  };
  const turns = (valueOf('irot') ?? 0) & 3;
  const axis = valueOf('imir');
  return AVIF_ORIENTATIONS[turns]?.[axis === undefined ? 0 : 1 + (axis & 1)] ?? 1;
}

function* itemProperties(bytes: Uint8Array): Generator<ContainerBlock> {
  for (const meta of isoBoxes(bytes, 0, bytes.length)) {
    if (meta.type !== 'meta') continue;
    // `meta` is a full box: four bytes of version and flags precede its children.
    for (const iprp of isoBoxes(bytes, meta.start + 4, meta.end)) {
      if (iprp.type !== 'iprp') continue;
      for (const ipco of isoBoxes(bytes, iprp.start, iprp.end)) {
        if (ipco.type === 'ipco') yield* isoBoxes(bytes, ipco.start, ipco.end);
      }
    }
  }
}
