/** An 8-bit RGB picture: 3 bytes a pixel, rows from the top, no padding. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}
