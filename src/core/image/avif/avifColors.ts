import type { Av1Planes, PlaneSamples } from './av1Planes.ts';
import type { Cicp } from './avifPicture.ts';
import { fixedPointFactors, fixedPointRgb } from './fixedPointRgb.ts';
import { floatRgb } from './floatRgb.ts';
import { divideByAlpha } from './divideByAlpha.ts';

/** Alpha: its samples, which have the colours' depth, and whether the colours are multiplied by it. */
export interface AlphaPlane {
  readonly samples: PlaneSamples | undefined;
  readonly isPremultiplied: boolean;
}

/**
 * Makes Pillow's colours of AV1 planes. As in Pillow's libavif 1.4 with libyuv, the arithmetic depends on the matrix,
 * the depth and whether there is alpha. Undefined for colours that libavif refuses.
 */
export function avifColors(
  planes: Av1Planes,
  cicp: Cicp,
  alpha: AlphaPlane | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  const { sampling } = planes;
  // libavif reads grey in the identity matrix as BT.601.
  const isGray = sampling === '400';
  const factors = fixedPointFactors(isGray && cicp.matrix === 0 ? { ...cicp, matrix: 6 } : cicp);
  const premultiplied = alpha?.isPremultiplied ? alpha.samples : undefined;
  if (factors === undefined || (isGray && alpha === undefined)) return byFloat(planes, cicp, premultiplied);
  const isNearest = alpha !== undefined && planes.bitDepth === 12 && sampling === '420';
  const keepsDepth = isNearest || (alpha !== undefined && planes.bitDepth === 10 && !isGray);
  const data = fixedPointRgb(keepsDepth ? planes : toEightBits(planes), factors, !isNearest);
  if (premultiplied !== undefined) {
    divideByAlpha(data, eightBitAlpha(premultiplied, planes.bitDepth, isGray || isNearest));
  }
  return data;
}

function byFloat(
  planes: Av1Planes,
  cicp: Cicp,
  premultiplied: PlaneSamples | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  const isSlowWay = planes.sampling === '420' || planes.sampling === '422' || cicp.matrix === 0 || cicp.matrix === 8;
  if (premultiplied === undefined || isSlowWay) return floatRgb(planes, cicp, premultiplied);
  const data = floatRgb(planes, cicp);
  if (data !== undefined) divideByAlpha(data, eightBitAlpha(premultiplied, planes.bitDepth, true));
  return data;
}

/** The lower bits are dropped. */
function toEightBits(planes: Av1Planes): Av1Planes {
  const shift = planes.bitDepth - 8;
  if (shift === 0) return planes;
  const dropBits = (samples: PlaneSamples) => Uint8Array.from(samples, (sample) => sample >> shift);
  return { ...planes, bitDepth: 8, y: dropBits(planes.y), u: dropBits(planes.u), v: dropBits(planes.v) };
}

function eightBitAlpha(samples: PlaneSamples, bitDepth: number, isRounded: boolean): Uint8Array {
  const max = 2 ** bitDepth - 1;
  return Uint8Array.from(samples, (sample) => (isRounded ? (sample * 255) / max + 0.5 : sample >> (bitDepth - 8)));
}
