import { EditRewardError } from '../../errors.ts';
import type { Av1Image } from './avifPicture.ts';

/**
 * Where the colour planes have samples: at every pixel, at every second of a row, also at every second row only, or
 * nowhere.
 */
export type ChromaSampling = '444' | '422' | '420' | '400';

export type PlaneSamples = Uint8Array | Uint16Array;

/** Decoded AV1, not yet colours. */
export interface Av1Planes {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 8 | 10 | 12;
  readonly sampling: ChromaSampling;
  readonly y: PlaneSamples;
  /** Empty without colour. */
  readonly u: PlaneSamples;
  readonly v: PlaneSamples;
}

/** The platform gives no AV1 planes of such a picture. */
export class NoAv1DecoderError extends EditRewardError {
  override readonly name = 'NoAv1DecoderError';
  constructor(file: string) {
    super(
      `${file} is an AVIF whose colours this browser cannot give exactly: it has no AV1 decoder for it (WebCodecs, on a ` +
        `secure page, with up to ten bits). Save the picture as PNG.`,
      { file },
    );
  }
}

/**
 * Decodes one AV1 picture to its planes. The AV1 specification defines them to the bit; decoders differ only in the
 * colours that they make of them. Throws `DecodeError` or {@link NoAv1DecoderError}.
 */
export type Av1Decoder = (image: Av1Image, file: string) => Promise<Av1Planes>;

/** What an `av1C` box says of the planes (AV1 codec ISO media file format binding, 2.3.3). */
export function describePlanes(configuration: Uint8Array): Pick<Av1Planes, 'bitDepth' | 'sampling'> {
  const flags = configuration[2] ?? 0;
  const bitDepth = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8;
  if (flags & 0x10) return { bitDepth, sampling: '400' };
  if (!(flags & 0x08)) return { bitDepth, sampling: '444' };
  return { bitDepth, sampling: flags & 0x04 ? '420' : '422' };
}

/** Sides of the colour planes: the last sample of an odd side stands for one pixel. */
export function chromaSize({ width, height, sampling }: Pick<Av1Planes, 'width' | 'height' | 'sampling'>): {
  readonly width: number;
  readonly height: number;
} {
  if (sampling === '400') return { width: 0, height: 0 };
  return {
    width: sampling === '444' ? width : Math.ceil(width / 2),
    height: sampling === '420' ? Math.ceil(height / 2) : height,
  };
}
