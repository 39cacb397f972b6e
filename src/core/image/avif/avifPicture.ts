import type { ExifOrientation } from '../exifOrientation.ts';
import type { ImageSize } from '../modelInput/smartResize.ts';

/** One AV1 coded picture of the file. */
export interface Av1Image extends ImageSize {
  /** The payload of its `av1C` box. */
  readonly configuration: Uint8Array;
  /** Its OBUs. */
  readonly data: Uint8Array;
}

/** Pictures of equal size that make up one, in rows; the last ones may reach beyond it. */
export interface Av1Grid extends ImageSize {
  readonly columns: number;
  readonly cells: readonly Av1Image[];
}

/** Where colours stand (ITU-T H.273): code points of primaries and matrix, and whether they use all levels. */
export interface Cicp {
  readonly primaries: number;
  readonly matrix: number;
  readonly isFullRange: boolean;
}

/** What is needed of an AVIF to decode its first picture. */
export interface AvifPicture extends ImageSize {
  readonly color: Av1Grid;
  readonly alpha: Av1Grid | undefined;
  readonly isPremultiplied: boolean;
  /** Undefined: the AV1 data says it. */
  readonly cicp: Cicp | undefined;
  /** What the file's `irot` and `imir` ask for. */
  readonly orientation: ExifOrientation;
}
