const HEADER_LENGTH = 13;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const IMAGE_DESCRIPTOR_LENGTH = 10;
/** Packed fields: a colour table follows, of 2^(n+1) entries. */
const HAS_COLOR_TABLE = 0x80;
/** Packed field of the graphic control extension. */
const HAS_TRANSPARENT_COLOR = 0x01;

/** A whole first frame. Offsets into the file. */
interface GifFrame {
  /** The packed field of its graphic control extension, if it has one. */
  readonly controlFlags: number | undefined;
}

/** Walks to the end of the first frame's pixels (GIF89a, appendix B); undefined when the file ends before. */
export function gifFirstFrame(bytes: Uint8Array): GifFrame | undefined {
  let controlFlags: number | undefined;
  let at = HEADER_LENGTH + colorTableLength(bytes[10] ?? 0);
  while (bytes[at] === EXTENSION) {
    if (bytes[at + 1] === GRAPHIC_CONTROL) controlFlags = at + 3;
    at = afterSubBlocks(bytes, at + 2);
  }
  if (bytes[at] !== IMAGE) return undefined;
  // One byte between colour table and sub-blocks: the minimum code size.
  const pixels = at + IMAGE_DESCRIPTOR_LENGTH + colorTableLength(bytes[at + 9] ?? 0) + 1;
  return afterSubBlocks(bytes, pixels) <= bytes.length ? { controlFlags } : undefined;
}

/**
 * The file with its first frame's transparent colour made opaque. Pillow's `convert("RGB")` gives a transparent pixel its
 * palette colour; other decoders give black.
 */
export function withoutGifTransparency<T extends Uint8Array>(bytes: T): T | Uint8Array<ArrayBuffer> {
  const offset = gifFirstFrame(bytes)?.controlFlags;
  if (offset === undefined) return bytes;
  const copy = new Uint8Array(bytes);
  copy[offset] = (copy[offset] ?? 0) & ~HAS_TRANSPARENT_COLOR;
  return copy;
}

function colorTableLength(packed: number): number {
  return packed & HAS_COLOR_TABLE ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** Sub-blocks: a length and as many bytes, until a length of 0. Beyond the file when it ends before. */
function afterSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== 0; length = bytes[at]) {
    if (length === undefined) return Infinity;
    at += length + 1;
  }
  return at + 1;
}
