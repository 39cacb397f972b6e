import { inkOnLight } from './inkOnLight.ts';
import type { FrameHeader } from './frame.ts';

/** What a JPEG's planes mean. */
export type JpegColour = 'grey' | 'rgb' | 'ycc' | 'cmyk' | 'ycck';

/** What a JPEG says of its colours besides the frame. */
export interface ColourMarkers {
  readonly hasJfif: boolean;
  /** The transform that an Adobe segment states; undefined where there is none. */
  readonly adobeTransform: number | undefined;
}

const RGB_IDS = [0x52, 0x47, 0x42];

/** libjpeg's rules. Undefined for a number of planes that has no meaning. */
export function jpegColour(frame: FrameHeader, { hasJfif, adobeTransform }: ColourMarkers): JpegColour | undefined {
  const ids = frame.components.map(({ id }) => id);
  if (ids.length === 1) return 'grey';
  if (ids.length === 4) return adobeTransform === undefined || adobeTransform === 0 ? 'cmyk' : 'ycck';
  if (ids.length !== 3) return undefined;
  if (hasJfif) return 'ycc';
  if (adobeTransform !== undefined) return adobeTransform === 0 ? 'rgb' : 'ycc';
  return frame.isLossless || RGB_IDS.every((id, k) => id === ids[k]) ? 'rgb' : 'ycc';
}

/** Converts a row of planes to RGB, into `rgb` from `to`. */
export type RowConverter = (rows: readonly Uint8Array[], width: number, rgb: Uint8Array, to: number) => void;

export const TO_RGB: Readonly<Record<JpegColour, RowConverter>> = {
  grey: greyToRgb,
  rgb: interleave,
  ycc: yccToRgb,
  cmyk: invertedCmykToRgb,
  ycck: ycckToRgb,
};

const SCALE_BITS = 16;
const HALF = 1 << (SCALE_BITS - 1);

/** Contributions of Cr and Cb (JFIF's formulas in 16-bit fixed point); green's are added before they are rounded. */
const CR_TO_RED = Int32Array.from({ length: 256 }, (_, cr) => (fixed(1.402) * (cr - 128) + HALF) >> SCALE_BITS);
const CB_TO_BLUE = Int32Array.from({ length: 256 }, (_, cb) => (fixed(1.772) * (cb - 128) + HALF) >> SCALE_BITS);
const CR_TO_GREEN = Int32Array.from({ length: 256 }, (_, cr) => -fixed(0.71414) * (cr - 128));
const CB_TO_GREEN = Int32Array.from({ length: 256 }, (_, cb) => -fixed(0.34414) * (cb - 128) + HALF);

const NO_ROW = new Uint8Array();

function fixed(value: number): number {
  return Math.floor(value * (1 << SCALE_BITS) + 0.5);
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function greyToRgb([grey = NO_ROW]: readonly Uint8Array[], width: number, rgb: Uint8Array, to: number): void {
  for (let x = 0, at = to; x < width; x++, at += 3) rgb.fill(grey[x] ?? 0, at, at + 3);
}

function interleave(
  [red = NO_ROW, green = NO_ROW, blue = NO_ROW]: readonly Uint8Array[],
  width: number,
  rgb: Uint8Array,
  to: number,
): void {
  for (let x = 0, at = to; x < width; x++, at += 3) {
    rgb[at] = red[x] ?? 0;
    rgb[at + 1] = green[x] ?? 0;
    rgb[at + 2] = blue[x] ?? 0;
  }
}

function yccToRgb(
  [light = NO_ROW, blueness = NO_ROW, redness = NO_ROW]: readonly Uint8Array[],
  width: number,
  rgb: Uint8Array,
  to: number,
): void {
  for (let x = 0, at = to; x < width; x++, at += 3) {
    const y = light[x] ?? 0;
    const cb = blueness[x] ?? 0;
    const cr = redness[x] ?? 0;
    rgb[at] = clamp(y + (CR_TO_RED[cr] ?? 0));
    rgb[at + 1] = clamp(y + (((CB_TO_GREEN[cb] ?? 0) + (CR_TO_GREEN[cr] ?? 0)) >> SCALE_BITS));
    rgb[at + 2] = clamp(y + (CB_TO_BLUE[cb] ?? 0));
  }
}

/** Four inks. Pillow takes all as Adobe writes them, inverted, whatever the file says. */
function invertedCmykToRgb(rows: readonly Uint8Array[], width: number, rgb: Uint8Array, to: number): void {
  interleave(rows, width, rgb, to);
  const black = rows[3] ?? NO_ROW;
  for (let x = 0, at = to; x < width; x++) {
    const light = black[x] ?? 0;
    for (const end = at + 3; at < end; at++) rgb[at] = inkOnLight(255 - (rgb[at] ?? 0), light);
  }
}

/** YCC of the inks' complement, then black. So what libjpeg's CMYK inverts, Pillow inverts back. */
function ycckToRgb(rows: readonly Uint8Array[], width: number, rgb: Uint8Array, to: number): void {
  yccToRgb(rows, width, rgb, to);
  const black = rows[3] ?? NO_ROW;
  for (let x = 0, at = to; x < width; x++) {
    const light = black[x] ?? 0;
    for (const end = at + 3; at < end; at++) rgb[at] = inkOnLight(rgb[at] ?? 0, light);
  }
}
