import { type ContainerBlock, containerBlocks, riffChunks } from '../containerBlocks.ts';
import { DecodeError } from '../decodedImage.ts';
import { viewOf } from '../imageFormat.ts';
import type { ImageSize } from '../smartResize.ts';

/** The first frame of an animation: where it stands on the canvas, and the chunks that are a picture of its own. */
export interface WebpFrame extends ImageSize {
  readonly left: number;
  readonly top: number;
  readonly chunks: readonly ContainerBlock[];
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
  return { ...size, firstFrame: isAnimated ? readFirstFrame(bytes, [...chunks], file) : undefined };
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
  const [left, top, width, height] = [0, 3, 6, 9].map((k) => uint24At(bytes, start + k)) as [
    number,
    number,
    number,
    number,
  ];
  return {
    left: left * 2,
    top: top * 2,
    width: width + 1,
    height: height + 1,
    chunks: [...riffChunks(bytes, start + FRAME_HEADER_LENGTH, end)],
  };
}

function uint24At(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0) + 65_536 * (bytes[at + 2] ?? 0);
}
