import { type Av1Planes, chromaSize, type PlaneSamples } from './av1Planes.ts';
import type { Cicp } from './avifPicture.ts';
import { lumaWeights } from './lumaWeights.ts';

const IDENTITY = 0;
const YCGCO = 8;
const { fround } = Math;

type Triple = [number, number, number];

/**
 * Makes 8-bit colours of planes in single precision, as libavif does by itself: for grey, and for a matrix that libyuv
 * does not know. `alpha` is given if colours are multiplied by it, and has the same depth. Undefined for a matrix that
 * libavif refuses.
 */
export function floatRgb(planes: Av1Planes, cicp: Cicp, alpha?: PlaneSamples): Uint8Array<ArrayBuffer> | undefined {
  const toRgb = planes.sampling === '400' ? grayToRgb : colorToRgb(planes, cicp);
  if (toRgb === undefined) return undefined;
  const { width, height, y: luma } = planes;
  const lumaLevels = levelTable(planes.bitDepth, cicp.isFullRange, false);
  const chromaLevels = cicp.matrix === IDENTITY ? lumaLevels : levelTable(planes.bitDepth, cicp.isFullRange, true);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k += 3) {
      const level = lumaLevels[luma[y * width + x] ?? 0] ?? 0;
      const cb = chromaAt(planes, planes.u, x, y, chromaLevels);
      const rgb = toRgb(level, cb, chromaAt(planes, planes.v, x, y, chromaLevels));
      const share = alpha === undefined ? 1 : fround((alpha[y * width + x] ?? 0) / (2 ** planes.bitDepth - 1));
      for (let c = 0; c < 3; c++) data[k + c] = toByte(rgb[c] ?? 0, share);
    }
  }
  return data;
}

/** Divided by `share`; nothing shows through where that is 0. */
function toByte(value: number, share: number): number {
  const clamped = Math.min(Math.max(value, 0), 1);
  const whole = share === 1 ? clamped : share === 0 ? 0 : Math.min(fround(clamped / share), 1);
  return Math.floor(fround(0.5 + fround(whole * 255)));
}

function grayToRgb(level: number): Triple {
  return [level, level, level];
}

function colorToRgb(
  { sampling }: Av1Planes,
  cicp: Cicp,
): ((level: number, cb: number, cr: number) => Triple) | undefined {
  if (cicp.matrix === IDENTITY) return sampling === '444' ? (level, cb, cr) => [cr, level, cb] : undefined;
  if (cicp.matrix === YCGCO) return cicp.isFullRange ? yCgCoToRgb : undefined;
  const weights = lumaWeights(cicp);
  return weights && weightedToRgb(weights);
}

function yCgCoToRgb(level: number, cg: number, co: number): Triple {
  const rest = fround(level - cg);
  return [fround(rest + co), fround(level + cg), fround(rest - co)];
}

function weightedToRgb([red, green, blue]: Triple): (level: number, cb: number, cr: number) => Triple {
  const [redRest, blueRest] = [fround(1 - red), fround(1 - blue)];
  const [crToRed, cbToBlue] = [fround(2 * redRest), fround(2 * blueRest)];
  const [crToGreen, cbToGreen] = [fround(red * redRest), fround(blue * blueRest)];
  return (level, cb, cr) => {
    const less = fround(fround(2 * fround(fround(crToGreen * cr) + fround(cbToGreen * cb))) / green);
    return [fround(level + fround(crToRed * cr)), fround(level - less), fround(level + fround(cbToBlue * cb))];
  };
}

/** What each code stands for: 0 to 1 for luma, -0.5 to 0.5 for chroma. */
function levelTable(bitDepth: number, isFullRange: boolean, isChroma: boolean): Float32Array {
  const unit = 2 ** (bitDepth - 8);
  const max = 2 ** bitDepth - 1;
  const bias = isChroma ? 128 * unit : isFullRange ? 0 : 16 * unit;
  const range = isFullRange ? max : (isChroma ? 224 : 219) * unit;
  return Float32Array.from({ length: max + 1 }, (_, code) => (code - bias) / range);
}

/** Between samples that are stored for every second pixel: weighted 9, 3, 3 and 1 sixteenths. */
function chromaAt(planes: Av1Planes, plane: PlaneSamples, x: number, y: number, levels: Float32Array): number {
  const { sampling, width, height } = planes;
  if (sampling === '400') return 0;
  const size = chromaSize(planes);
  const column = sampling === '444' ? x : x >> 1;
  const row = sampling === '420' ? y >> 1 : y;
  const at = (dx: number, dy: number) => levels[plane[(row + dy) * size.width + column + dx] ?? 0] ?? 0;
  if (sampling === '444') return at(0, 0);
  const dx = stepTowards(x, width);
  const dy = sampling === '420' ? stepTowards(y, height) : 0;
  const near = fround(fround(at(0, 0) * (9 / 16)) + fround(at(dx, 0) * (3 / 16)));
  return fround(fround(near + fround(at(0, dy) * (3 / 16))) + fround(at(dx, dy) * (1 / 16)));
}

function stepTowards(position: number, length: number): -1 | 0 | 1 {
  if (position === 0 || (position === length - 1 && position % 2 !== 0)) return 0;
  return position % 2 === 0 ? -1 : 1;
}
