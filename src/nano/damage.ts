import type { RgbImage } from '../core/image/rgbImage.ts';
import type { Random } from '../evaluation/statistics/random.ts';

/** What a picture can suffer, and how much of it costs one, two and three grades of visual quality. */
export const DAMAGE_STRENGTHS = {
  /** Standard deviation of Gaussian noise on every channel, in levels of 255. */
  noise: [14, 30, 60],
  /** Standard deviation of a Gaussian blur, in pixels. */
  blur: [1.5, 3, 6],
  /** Side of squares that take their mean colour, in pixels. */
  blocks: [7, 14, 28],
  /** How many rectangles are shifted and lighter or darker. */
  seams: [3, 6, 9],
} as const;
export type DamageKind = keyof typeof DAMAGE_STRENGTHS;
export const DAMAGE_KINDS = ['noise', 'blur', 'blocks', 'seams'] as const satisfies readonly DamageKind[];

const CHANNELS = 3;
/** Of a seam's rectangle: the sides and the shift in pixels, the change in levels. */
const SEAM_SIDE = [20, 60] as const;
const SEAM_SHIFT = [5, 15] as const;
const SEAM_LIGHTER = 35;
/** Beyond three standard deviations a Gaussian's weights are below a hundredth of the middle one. */
const KERNEL_REACH = 3;

/** A damaged copy of the picture; `strength` in the unit of {@link DAMAGE_STRENGTHS}. */
export function damageImage(image: RgbImage, kind: DamageKind, strength: number, random: Random): RgbImage {
  return { ...image, data: DAMAGES[kind](image, strength, random) };
}

type Damage = (image: RgbImage, strength: number, random: Random) => Uint8Array<ArrayBuffer>;

const DAMAGES: Readonly<Record<DamageKind, Damage>> = { noise: addNoise, blur, blocks: averageBlocks, seams: addSeams };

function addNoise({ data }: RgbImage, sd: number, random: Random): Uint8Array<ArrayBuffer> {
  return data.map((level) => toByte(level + sd * random.normal()));
}

/** Along rows, then along columns; beyond the edges the picture goes on as at them. */
function blur(image: RgbImage, sd: number): Uint8Array<ArrayBuffer> {
  const { width, height } = image;
  const rowStep = width * CHANNELS;
  const along = convolve(image.data, gaussian(sd), { length: width, step: CHANNELS, lines: height, lineStep: rowStep });
  const both = convolve(along, gaussian(sd), { length: height, step: rowStep, lines: width, lineStep: CHANNELS });
  return Uint8Array.from(both, toByte);
}

/** Weights from the middle outwards; mirrored they sum to 1. */
function gaussian(sd: number): number[] {
  const weights = Array.from({ length: Math.ceil(KERNEL_REACH * sd) + 1 }, (_, k) => Math.exp(-0.5 * (k / sd) ** 2));
  const sum = weights.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}

/** How the pixels of one direction lie in memory. */
interface Lines {
  readonly length: number;
  readonly step: number;
  readonly lines: number;
  readonly lineStep: number;
}

function convolve(
  data: ArrayLike<number>,
  weights: readonly number[],
  { length, step, lines, lineStep }: Lines,
): Float64Array {
  const result = new Float64Array(data.length);
  for (let start = 0; start < lines * lineStep; start += lineStep) {
    const levelAt = (index: number, channel: number) =>
      data[start + Math.max(0, Math.min(length - 1, index)) * step + channel] ?? 0;
    for (let at = 0; at < length; at++) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        let sum = 0;
        for (const [k, weight] of weights.entries()) {
          sum += weight * (k === 0 ? levelAt(at, channel) : levelAt(at - k, channel) + levelAt(at + k, channel));
        }
        result[start + at * step + channel] = sum;
      }
    }
  }
  return result;
}

function averageBlocks({ width, height, data }: RgbImage, side: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(data.length);
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const block = pixelsOf({ left, top, right: Math.min(width, left + side), bottom: Math.min(height, top + side) });
      const at = block.map(({ x, y }) => (y * width + x) * CHANNELS);
      for (let channel = 0; channel < CHANNELS; channel++) {
        const mean = at.reduce((sum, pixel) => sum + (data[pixel + channel] ?? 0), 0) / at.length;
        for (const pixel of at) result[pixel + channel] = Math.round(mean);
      }
    }
  }
  return result;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  /** The first column and row outside. */
  readonly right: number;
  readonly bottom: number;
}

function pixelsOf({ left, top, right, bottom }: Rectangle): { readonly x: number; readonly y: number }[] {
  return Array.from({ length: (right - left) * (bottom - top) }, (_, k) => ({
    x: left + (k % (right - left)),
    y: top + Math.floor(k / (right - left)),
  }));
}

/** Each rectangle shows what lies a shift away in the undamaged picture, all of it lighter or all of it darker. */
function addSeams({ width, height, data }: RgbImage, count: number, random: Random): Uint8Array<ArrayBuffer> {
  const result = data.slice();
  for (let k = 0; k < count; k++) {
    const rectangle = randomRectangle(width, height, random);
    const shiftX = random.pick([-1, 1]) * random.integer(...SEAM_SHIFT);
    const shiftY = random.pick([-1, 1]) * random.integer(...SEAM_SHIFT);
    const lighter = random.pick([-1, 1]) * SEAM_LIGHTER;
    for (const { x, y } of pixelsOf(rectangle)) {
      const from = (clamp(y + shiftY, height - 1) * width + clamp(x + shiftX, width - 1)) * CHANNELS;
      const shifted = data.subarray(from, from + CHANNELS).map((level) => toByte(level + lighter));
      result.set(shifted, (y * width + x) * CHANNELS);
    }
  }
  return result;
}

function randomRectangle(width: number, height: number, random: Random): Rectangle {
  const across = random.integer(...SEAM_SIDE);
  const down = random.integer(...SEAM_SIDE);
  const left = random.integer(0, width - across);
  const top = random.integer(0, height - down);
  return { left, top, right: left + across, bottom: top + down };
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

function toByte(level: number): number {
  return clamp(Math.round(level), 255);
}
