import { type ContainerBlock, containerBlocks } from '../containerBlocks.ts';
import { crc32 } from '../crc32.ts';
import { DecodeError } from '../decodedImage.ts';
import { viewOf } from '../imageFormat.ts';
import { PNG_COLOR, type PngHeader, readPngHeader } from './pngHeader.ts';

/** Where the pixels of the default image go; smaller than the picture only in an odd APNG. */
export interface PngRegion {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is needed of a PNG to decode its default image. */
export interface PngStructure {
  readonly header: PngHeader;
  /** Red, green and blue of each entry; undefined: samples are no indices. */
  readonly palette: Uint8Array | undefined;
  readonly region: PngRegion;
  /** The deflated pixels, chunk by chunk. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  /** Why pixels may be missing, where they are: a clause. */
  readonly findDoubt: () => string;
  /** The chunks that follow the pixels are all there, or there is none but the end. */
  readonly isEndWhole: boolean;
}

const MAX_PALETTE_LENGTH = 768;
const FRAME_CONTROL_LENGTH = 26;
/** The critical chunks that every decoder knows (PNG specification, 11.2), and those of animations. */
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);
const ANIMATION = new Set(['acTL', 'fcTL', 'fdAT']);
const CUT_SHORT = 'the end of the file is missing';
const UNDECODABLE = 'its pixels cannot be decoded';

/**
 * Reads the chunks of a PNG as strictly as Pillow. Before the pixels every chunk must be whole and match its checksum,
 * also an ancillary one. In the pixels and after them checksums do not matter, and the end chunk may be missing. Later
 * frames of an animation are not looked at: the default image counts. Throws `DecodeError`.
 */
export function readPngStructure(bytes: Uint8Array<ArrayBuffer>, file: string): PngStructure {
  const header = readPngHeader(bytes, file);
  const isIndexed = header.colorType === PNG_COLOR.index;
  // Pillow's is all black where the file has none.
  let palette: Uint8Array | undefined = isIndexed ? new Uint8Array() : undefined;
  let region: PngRegion = { left: 0, top: 0, width: header.width, height: header.height };
  const chunks = [...containerBlocks(bytes, 'png')];
  const first = chunks.findIndex(({ type }) => type === 'IDAT' || type === 'IEND');
  for (const chunk of first < 0 ? chunks : chunks.slice(0, first)) {
    checkChunk(bytes, chunk, file);
    if (chunk.type === 'PLTE' && isIndexed) palette = readPalette(bytes, chunk, file);
    if (chunk.type === 'fcTL') region = readRegion(bytes, chunk, header, file);
  }
  if (first < 0) throw new DecodeError(file, CUT_SHORT);
  if (chunks[first]?.type !== 'IDAT') throw new DecodeError(file, 'it holds no pixels');
  const pixels = runOfPixels(chunks, first);
  return {
    header,
    palette,
    region,
    parts: pixels.map(({ start, end }) => bytes.subarray(start, end)),
    findDoubt: () => doubtOf(bytes, pixels),
    isEndWhole: chunksAfter(chunks, first + pixels.length).every(({ end }) => end <= bytes.length),
  };
}

function checkChunk(bytes: Uint8Array, chunk: ContainerBlock, file: string): void {
  if (!/^\w{4}$/.test(chunk.type)) throw new DecodeError(file, 'its header cannot be read');
  if (chunk.end + 4 > bytes.length) throw new DecodeError(file, CUT_SHORT);
  if (!matchesCrc(bytes, chunk)) throw new DecodeError(file, 'its data does not match its checksum');
}

/** The CRC covers the chunk's type and payload. */
function matchesCrc(bytes: Uint8Array, { start, end }: ContainerBlock): boolean {
  return end + 4 <= bytes.length && crc32(bytes.subarray(start - 4, end)) === viewOf(bytes).getUint32(end);
}

function readPalette(bytes: Uint8Array, { start, end }: ContainerBlock, file: string): Uint8Array {
  if (end - start > MAX_PALETTE_LENGTH) throw new DecodeError(file, 'its palette has more than 256 colours');
  return bytes.subarray(start, end - ((end - start) % 3));
}

/** A frame control before the pixels: the default image is the animation's first frame. */
function readRegion(bytes: Uint8Array, { start, end }: ContainerBlock, header: PngHeader, file: string): PngRegion {
  if (end - start < FRAME_CONTROL_LENGTH) throw new DecodeError(file, 'its header cannot be read');
  const view = viewOf(bytes);
  const field = (offset: number) => view.getUint32(start + offset);
  const region = { width: field(4), height: field(8), left: field(12), top: field(16) };
  const fits = region.left + region.width <= header.width && region.top + region.height <= header.height;
  if (fits && region.width > 0 && region.height > 0) return region;
  throw new DecodeError(file, 'its frame does not fit into the picture');
}

/** Pixels stand in consecutive chunks. */
function runOfPixels(chunks: readonly ContainerBlock[], first: number): readonly ContainerBlock[] {
  const end = chunks.findIndex(({ type }, k) => k > first && type !== 'IDAT');
  return chunks.slice(first, end < 0 ? undefined : end);
}

/** What Pillow reads once it has the pixels: all up to the end, or to the next frame of an animation. */
function chunksAfter(chunks: readonly ContainerBlock[], from: number): readonly ContainerBlock[] {
  const isAnimated = chunks.slice(0, from).some(({ type }) => type === 'acTL');
  const end = chunks.findIndex(({ type }, k) => k >= from && (type === 'IEND' || (isAnimated && type === 'fcTL')));
  return chunks.slice(from, end < 0 ? undefined : end).filter(({ type }) => /^\w{4}$/.test(type));
}

function doubtOf(bytes: Uint8Array, pixels: readonly ContainerBlock[]): string {
  if (pixels.some(({ end }) => end > bytes.length)) return CUT_SHORT;
  const isIntact = pixels.every((chunk) => matchesCrc(bytes, chunk));
  return isIntact ? UNDECODABLE : 'its data does not match its checksum';
}

/**
 * A PNG that all decoders read in the same way: eight bits of grey or colour, one image in one run of chunks, nothing
 * missing or unknown, each checksum right.
 */
export function isOrdinaryPng(bytes: Uint8Array, structure: PngStructure): boolean {
  const { header, palette, parts, findDoubt, isEndWhole } = structure;
  if (header.bitDepth !== 8 || palette !== undefined || header.isInterlaced || !isEndWhole) return false;
  const types = Array.from(containerBlocks(bytes, 'png'), ({ type }) => type);
  // An ancillary chunk, which a decoder may pass over, starts with a small letter.
  const isKnown = types.every((type) => CRITICAL.has(type) || (/^[a-z]/.test(type) && !ANIMATION.has(type)));
  const isOneRun = types.filter((type) => type === 'IDAT').length === parts.length;
  return isKnown && isOneRun && types.at(-1) === 'IEND' && findDoubt() === UNDECODABLE;
}
