import { DecodeError } from '../decodedImage.ts';
import { latin1At } from '../imageFormat.ts';
import type { ImageSize } from '../modelInput/smartResize.ts';

const HEADER_LENGTH = 13;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
/** Packed fields: a colour table follows, of 2^(n+1) entries. */
const HAS_COLOR_TABLE = 0x80;
/** Packed field of the graphic control extension. */
const HAS_TRANSPARENT_COLOR = 0x01;
/** Packed field of the image descriptor. */
const IS_INTERLACED = 0x40;

/** Where a GIF's first frame stands and how it is drawn, as Pillow understands it. */
export interface GifStructure extends ImageSize {
  readonly frame: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly isInterlaced: boolean;
  };
  /** Red, green and blue of each entry; undefined: an index is a grey level. */
  readonly palette: Uint8Array | undefined;
  /** The index that the canvas is filled with before the frame is drawn. */
  readonly fill: number;
  /** The minimum code size of the pixels. */
  readonly codeSize: number;
  /** Offset of the first sub-block of pixels. */
  readonly pixels: number;
}

/**
 * Walks to the first frame's pixels (GIF89a, appendix B). The canvas is the screen, grown to hold the frame. Where the
 * specification is silent, this does as Pillow does. Bytes between blocks are skipped. A later graphic control takes
 * nothing back. A colour table of grey levels in order counts as none. Throws `DecodeError`.
 */
export function readGifStructure(bytes: Uint8Array, file: string): GifStructure {
  const cursor = new Cursor(bytes, file);
  cursor.at = HEADER_LENGTH;
  const screen = { width: cursor.uint16At(6), height: cursor.uint16At(8) };
  const globalPalette = cursor.readPalette(bytes[10] ?? 0);
  const transparent = skipToImage(cursor);
  const descriptor = cursor.take(9);
  const field = (offset: number) => cursor.uint16At(descriptor + offset);
  const [left, top, width, height] = [field(0), field(2), field(4), field(6)];
  const packed = bytes[descriptor + 8] ?? 0;
  const palette = cursor.readPalette(packed) ?? globalPalette;
  const codeSize = bytes[cursor.take(1)] ?? 0;
  return {
    width: Math.max(screen.width, left + width),
    height: Math.max(screen.height, top + height),
    frame: { left, top, width, height, isInterlaced: (packed & IS_INTERLACED) !== 0 },
    palette,
    fill: transparent ?? 0,
    codeSize,
    pixels: cursor.at,
  };
}

/** Reads on after the introducer of the first image; the transparent index that was met on the way, if any. */
function skipToImage(cursor: Cursor): number | undefined {
  let transparent: number | undefined;
  for (;;) {
    const introducer = cursor.bytes[cursor.take(1)];
    if (introducer === IMAGE) return transparent;
    if (introducer === TRAILER) throw new DecodeError(cursor.file, 'it holds no picture');
    if (introducer === EXTENSION) transparent = readExtension(cursor) ?? transparent;
  }
}

/** The transparent index, of a graphic control extension that names one. */
function readExtension(cursor: Cursor): number | undefined {
  const label = cursor.bytes[cursor.take(1)];
  const block = cursor.readSubBlock();
  if (label === COMMENT && block.length === 0) return undefined;
  // Pillow takes the loop count of this extension first, and then goes on to a terminator as with the others.
  if (label === APPLICATION && latin1At(block, 0, 11) === 'NETSCAPE2.0') cursor.readSubBlock();
  while (cursor.readSubBlock().length > 0);
  if (label !== GRAPHIC_CONTROL || block.length === 0) return undefined;
  const isTransparent = ((block[0] ?? 0) & HAS_TRANSPARENT_COLOR) !== 0;
  if (block.length < (isTransparent ? 4 : 3)) throw new DecodeError(cursor.file, 'its header cannot be read');
  return isTransparent ? block[3] : undefined;
}

/** A place in the file that moves on. */
class Cursor {
  at = 0;
  readonly bytes: Uint8Array;
  readonly file: string;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.file = file;
  }

  uint16At(offset: number): number {
    return (this.bytes[offset] ?? 0) + 256 * (this.bytes[offset + 1] ?? 0);
  }

  /** Moves on by `length` bytes; the offset of the first of them. */
  take(length: number): number {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new DecodeError(this.file, 'the end of the file is missing');
    return from;
  }

  /** A length and as many bytes; none at a terminator. */
  readSubBlock(): Uint8Array {
    const length = this.bytes[this.take(1)] ?? 0;
    const from = this.take(length);
    return this.bytes.subarray(from, from + length);
  }

  /** Undefined where there is no colour table, or one that is but grey levels in order. */
  readPalette(packed: number): Uint8Array | undefined {
    if (!(packed & HAS_COLOR_TABLE)) return undefined;
    const length = 3 * 2 ** ((packed & 7) + 1);
    const from = this.take(length);
    const palette = this.bytes.subarray(from, from + length);
    return palette.every((value, k) => value === Math.floor(k / 3)) ? undefined : palette;
  }
}
