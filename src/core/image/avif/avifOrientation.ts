import type { ExifOrientation } from '../exifOrientation.ts';

/** [no mirror, mirror axis 0, mirror axis 1] for each number of quarter turns anticlockwise. */
const ORIENTATIONS: readonly (readonly [ExifOrientation, ExifOrientation, ExifOrientation])[] = [
  [1, 4, 2],
  [8, 5, 7],
  [3, 2, 4],
  [6, 7, 5],
];

/** ISO/IEC 23008-12, 6.5.10 and 6.5.12: a rotation, then a mirroring. */
export function avifOrientation(irot: number | undefined, imir: number | undefined): ExifOrientation {
  return ORIENTATIONS[(irot ?? 0) & 3]?.[imir === undefined ? 0 : 1 + (imir & 1)] ?? 1;
}
