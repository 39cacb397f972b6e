import sharp from 'sharp';
import { type Av1Decoder, describePlanes, type PlaneSamples } from '../core/image/avif/av1Planes.ts';
import { singleAvif } from '../core/image/avif/singleAvif.ts';
import { DecodeError } from '../core/image/decodedImage.ts';
import { MAX_IMAGE_PIXELS } from '../core/image/inspectImage.ts';

/** With the identity matrix in full range red, green and blue are the planes themselves: V, Y and U. */
const AS_STORED = { primaries: 1, matrix: 0, isFullRange: true };

/**
 * Decodes AV1 with sharp. libheif takes chroma from the nearest sample, and Pillow does not. So libheif is told that
 * the planes are the colours. Each stored sample of a colour plane then comes at the left upper pixel of those it is
 * for.
 */
export const decodeAv1: Av1Decoder = async (image, file) => {
  const { bitDepth, sampling } = describePlanes(image.configuration);
  const { pixels, channels, width, height } = await decodeAsStored(image, bitDepth, file);
  const isHalfWide = sampling === '422' || sampling === '420';
  const take = (channel: number, columnStep: 1 | 2, rowStep: 1 | 2) =>
    takeChannel(pixels, { width, height, channels }, channel, columnStep, rowStep);
  const planes = { width, height, bitDepth, sampling };
  const none = pixels.subarray(0, 0);
  if (sampling === '400' || channels < 3) return { ...planes, y: take(0, 1, 1), u: none, v: none };
  const [columnStep, rowStep] = [isHalfWide ? 2 : 1, sampling === '420' ? 2 : 1] as const;
  return { ...planes, y: take(1, 1, 1), u: take(2, columnStep, rowStep), v: take(0, columnStep, rowStep) };
};

interface Pixels {
  readonly pixels: PlaneSamples;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

async function decodeAsStored(image: Parameters<Av1Decoder>[0], bitDepth: 8 | 10 | 12, file: string): Promise<Pixels> {
  const picture = sharp(singleAvif(image, AS_STORED), { ignoreIcc: true, limitInputPixels: MAX_IMAGE_PIXELS });
  try {
    // Without it sharp would make eight bits of it.
    const deep = bitDepth === 8 ? picture : picture.toColourspace('rgb16');
    const raw = deep.raw({ depth: bitDepth === 8 ? 'uchar' : 'ushort' });
    const { data, info } = await raw.toBuffer({ resolveWithObject: true });
    const pixels = bitDepth === 8 ? data : narrowed(data, bitDepth);
    return { pixels, channels: info.channels, width: info.width, height: info.height };
  } catch (cause) {
    throw new DecodeError(file, 'its pixels cannot be decoded', cause);
  }
}

/** libvips moves samples to the upper end of 16 bits. */
function narrowed(data: Uint8Array, bitDepth: 10 | 12): Uint16Array {
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  return samples.map((sample) => sample >> (16 - bitDepth));
}

function takeChannel(
  pixels: PlaneSamples,
  { width, height, channels }: Omit<Pixels, 'pixels'>,
  channel: number,
  columnStep: 1 | 2,
  rowStep: 1 | 2,
): PlaneSamples {
  const [columns, rows] = [Math.ceil(width / columnStep), Math.ceil(height / rowStep)];
  const plane = pixels instanceof Uint16Array ? new Uint16Array(columns * rows) : new Uint8Array(columns * rows);
  for (let row = 0, to = 0; row < rows; row++) {
    let from = row * rowStep * width * channels + channel;
    for (let column = 0; column < columns; column++, from += columnStep * channels) plane[to++] = pixels[from] ?? 0;
  }
  return plane;
}
