import { containerBlocks } from '../containerBlocks.ts';
import { DecodeError } from '../decodedImage.ts';
import { viewOf } from '../imageFormat.ts';
import type { ImageSize } from '../modelInput/smartResize.ts';

/** What a pixel is (PNG specification, 11.2.1). */
export const PNG_COLOR = { gray: 0, rgb: 2, index: 3, grayAlpha: 4, rgba: 6 } as const;

/** Bits a sample that each may have, and its samples a pixel. */
const KINDS: Readonly<Record<number, { readonly depths: readonly number[]; readonly samples: number }>> = {
  [PNG_COLOR.gray]: { depths: [1, 2, 4, 8, 16], samples: 1 },
  [PNG_COLOR.rgb]: { depths: [8, 16], samples: 3 },
  [PNG_COLOR.index]: { depths: [1, 2, 4, 8], samples: 1 },
  [PNG_COLOR.grayAlpha]: { depths: [8, 16], samples: 2 },
  [PNG_COLOR.rgba]: { depths: [8, 16], samples: 4 },
};

const HEADER_LENGTH = 13;

/** A PNG's header chunk. */
export interface PngHeader extends ImageSize {
  readonly bitDepth: number;
  readonly colorType: number;
  readonly bitsPerPixel: number;
  readonly isInterlaced: boolean;
}

/** Needs no more of the file than its beginning. Throws `DecodeError`. */
export function readPngSize(bytes: Uint8Array, file: string): ImageSize {
  const view = viewOf(headerOf(bytes, file));
  return { width: view.getUint32(0), height: view.getUint32(4) };
}

/** Throws `DecodeError` also for a kind of pixels that PNG does not have. */
export function readPngHeader(bytes: Uint8Array, file: string): PngHeader {
  const [bitDepth = 0, colorType = 0, , filtering, interlacing] = headerOf(bytes, file).subarray(8);
  const kind = KINDS[colorType];
  if (!kind?.depths.includes(bitDepth) || filtering !== 0) {
    throw new DecodeError(file, 'its header names no kind of PNG');
  }
  return {
    ...readPngSize(bytes, file),
    bitDepth,
    colorType,
    bitsPerPixel: bitDepth * kind.samples,
    isInterlaced: interlacing !== 0,
  };
}

function headerOf(bytes: Uint8Array, file: string): Uint8Array {
  const [chunk] = containerBlocks(bytes, 'png');
  if (chunk === undefined) throw new DecodeError(file, 'the end of the file is missing');
  if (chunk.type !== 'IHDR') throw new DecodeError(file, 'it does not start with a header');
  const { start, end } = chunk;
  if (end > bytes.length) throw new DecodeError(file, 'the end of the file is missing');
  if (end - start < HEADER_LENGTH) throw new DecodeError(file, 'its header cannot be read');
  return bytes.subarray(start, end);
}
