import { type ImageFormat, latin1At, viewOf } from './imageFormat.ts';

/** One block of a container file: a PNG chunk, a RIFF chunk or an ISO box. Offsets into the file. */
export interface ContainerBlock {
  /** Four characters. */
  readonly type: string;
  /** Where the payload starts. */
  readonly start: number;
  /** Where the payload ends; beyond the file when the file is cut short. */
  readonly end: number;
}

const PNG_SIGNATURE_LENGTH = 8;
const RIFF_HEADER_LENGTH = 12;

/**
 * Walks a file's blocks in order; the last one may end beyond the file. GIF and BMP have no such blocks; those of a
 * JPEG are read in `jpeg/`.
 */
export function* containerBlocks(bytes: Uint8Array, format: ImageFormat): Generator<ContainerBlock> {
  if (format === 'png') yield* pngChunks(bytes);
  if (format === 'webp') yield* riffChunks(bytes, RIFF_HEADER_LENGTH, bytes.length);
  if (format === 'avif') yield* isoBoxes(bytes, 0, bytes.length);
}

/** PNG: length, type, payload, CRC (PNG specification, 5.3). */
function* pngChunks(bytes: Uint8Array): Generator<ContainerBlock> {
  const view = viewOf(bytes);
  for (let at = PNG_SIGNATURE_LENGTH; at + 8 <= bytes.length;) {
    const start = at + 8;
    const end = start + view.getUint32(at);
    yield { type: latin1At(bytes, at + 4, 4), start, end };
    at = end + 4;
  }
}

/** RIFF: type, little-endian length, payload padded to an even length. */
export function* riffChunks(bytes: Uint8Array, from: number, to: number): Generator<ContainerBlock> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= Math.min(to, bytes.length);) {
    const start = at + 8;
    const end = start + view.getUint32(at + 4, true);
    yield { type: latin1At(bytes, at, 4), start, end };
    at = end + (end % 2);
  }
}

/** ISO base media: length with header, type; length 0 runs to the end, length 1 means a 64-bit length follows. */
export function* isoBoxes(bytes: Uint8Array, from: number, to: number): Generator<ContainerBlock> {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= Math.min(to, bytes.length);) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    const length = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const end = at + Math.max(length, 8);
    yield { type: latin1At(bytes, at + 4, 4), start: at + (isLong ? 16 : 8), end };
    at = end;
  }
}
