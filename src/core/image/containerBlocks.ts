import { type ImageFormat, latin1At, viewOf } from './imageFormat.ts';

/** One block of a container file: a PNG chunk, a JPEG segment, a RIFF chunk or an ISO box. Offsets into the file. */
export interface ContainerBlock {
  /** Four characters, or `ffe1`-like hex of a JPEG marker. */
  readonly type: string;
  /** Where the payload starts. */
  readonly start: number;
  /** Where the payload ends; beyond the file when the file is cut short. */
  readonly end: number;
}

const PNG_SIGNATURE_LENGTH = 8;
const RIFF_HEADER_LENGTH = 12;
const JPEG_START_OF_SCAN = 0xda;
const JPEG_END_OF_IMAGE = 0xd9;

/** Walks a file's blocks in order; the last one may end beyond the file. GIF and BMP have no such blocks. */
export function* containerBlocks(bytes: Uint8Array, format: ImageFormat): Generator<ContainerBlock> {
  if (format === 'png') yield* pngChunks(bytes);
  if (format === 'jpeg') yield* jpegSegments(bytes);
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

/**
 * JPEG (ITU T.81, B.1.1): markers with segments; entropy-coded data after a start of scan holds 0xff only before 0x00
 * or a restart marker. Stray bytes between segments are passed over, as libjpeg does. Ends after the end of image.
 */
function* jpegSegments(bytes: Uint8Array): Generator<ContainerBlock> {
  for (let at = nextMarker(bytes, 0); at !== undefined;) {
    const marker = bytes[at + 1] ?? 0;
    const start = at + 2;
    const isBare = marker === 0xd8 || marker === 0x01 || marker === JPEG_END_OF_IMAGE;
    const length = isBare ? 0 : Math.max(2, (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0));
    yield { type: (0xff00 + marker).toString(16), start: start + (isBare ? 0 : 2), end: start + length };
    if (marker === JPEG_END_OF_IMAGE) return;
    at = nextMarker(bytes, start + length);
  }
}

/** Offset of the 0xff of the next marker that is neither a stuffed byte nor a restart; undefined at the end. */
function nextMarker(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    const isRestart = marker >= 0xd0 && marker <= 0xd7;
    if (marker !== 0x00 && marker !== 0xff && !isRestart) return at;
  }
  return undefined;
}

export const JPEG_MARKERS = {
  startOfScan: (0xff00 + JPEG_START_OF_SCAN).toString(16),
  app1: 'ffe1',
} as const;
