import { type ContainerBlock, containerBlocks, riffChunks } from '../containerBlocks.ts';
import { DecodeError } from '../decodedImage.ts';
import { viewOf } from '../imageFormat.ts';
import type { ImageSize } from '../modelInput/smartResize.ts';

/** The first frame of an animation: where it stands on the canvas, and its chunks. */
export interface WebpFrame extends ImageSize {
  readonly left: number;
  readonly top: number;
  readonly picture: ContainerBlock;
  /** Of a lossy picture. */
  readonly alpha: ContainerBlock | undefined;
}

/** A canvas, and its first frame where the file is an animation. */
export interface WebpStructure extends ImageSize {
  readonly firstFrame: WebpFrame | undefined;
}

/** Payload lengths (WebP container specification). */
const EXTENDED_LENGTH = 10;
const FRAME_HEADER_LENGTH = 16;
const HAS_ANIMATION = 0x02;
const LOSSLESS_SIGNATURE = 0x2f;

/** Reads a WebP's size from its first chunk. Throws `DecodeError`. */
export function readWebpStructure(bytes: Uint8Array, file: string): WebpStructure {
  const chunks = containerBlocks(bytes, 'webp');
  const first = chunks.next().value ?? undefined;
  if (first === undefined) throw new DecodeError(file, 'its header cannot be read');
  if (first.type !== 'VP8X') return { ...readBitstreamSize(bytes, first, file), firstFrame: undefined };
  if (first.start + EXTENDED_LENGTH > bytes.length) throw new DecodeError(file, 'its header cannot be read');
  const size = { width: uint24At(bytes, first.start + 4) + 1, height: uint24At(bytes, first.start + 7) + 1 };
  const isAnimated = ((bytes[first.start] ?? 0) & HAS_ANIMATION) !== 0;
  if (!isAnimated) return { ...size, firstFrame: undefined };
  const firstFrame = readFirstFrame(bytes, [...chunks], file);
  const fits = firstFrame.left + firstFrame.width <= size.width && firstFrame.top + firstFrame.height <= size.height;
  if (!fits) throw new DecodeError(file, 'its frame does not fit into the picture');
  return { ...size, firstFrame };
}

/** VP8 (RFC 6386, 9.1) and VP8L (WebP lossless bitstream specification, 3): 14 bits a side. */
function readBitstreamSize(bytes: Uint8Array, { type, start }: ContainerBlock, file: string): ImageSize {
  if (start + 10 > bytes.length) throw new DecodeError(file, 'its header cannot be read');
  const view = viewOf(bytes);
  if (type === 'VP8 ') {
    return { width: view.getUint16(start + 6, true) & 0x3fff, height: view.getUint16(start + 8, true) & 0x3fff };
  }
  if (type !== 'VP8L' || bytes[start] !== LOSSLESS_SIGNATURE) throw new DecodeError(file, 'its header cannot be read');
  const bits = view.getUint32(start + 1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function readFirstFrame(bytes: Uint8Array, chunks: readonly ContainerBlock[], file: string): WebpFrame {
  const frame = chunks.find(({ type }) => type === 'ANMF');
  if (frame === undefined) throw new DecodeError(file, 'it holds no picture');
  const { start, end } = frame;
  if (end > bytes.length || end - start < FRAME_HEADER_LENGTH)
    throw new DecodeError(file, 'the end of the file is missing');
  const inner = [...riffChunks(bytes, start + FRAME_HEADER_LENGTH, end)];
  const picture = inner.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (picture === undefined) throw new DecodeError(file, 'it holds no picture');
  return {
    // libwebp goes by the picture's own size, and not by the frame's.
    ...readBitstreamSize(bytes, picture, file),
    left: uint24At(bytes, start) * 2,
    top: uint24At(bytes, start + 3) * 2,
    picture,
    alpha: inner.find(({ type }) => type === 'ALPH'),
  };
}

function uint24At(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0) + 65_536 * (bytes[at + 2] ?? 0);
}
