import { containerBlocks } from './containerBlocks.ts';
import type { ImageFormat } from './imageFormat.ts';

/** Where the kind of colour stands; bit 2 of it means alpha (PNG specification, 11.2.1). */
const PNG_COLOUR_TYPE = 25;
const PNG_ALPHA = 4;

/** Whether a picture may have transparent parts, by its beginning: where not, none of its pixels need be looked at. */
export function mayBeTransparent(bytes: Uint8Array, format: ImageFormat): boolean {
  switch (format) {
    case 'jpeg':
      return false;
    case 'png':
      return ((bytes[PNG_COLOUR_TYPE] ?? 0) & PNG_ALPHA) !== 0 || hasTransparencyChunk(bytes);
    case 'webp':
    case 'gif':
    case 'bmp':
    case 'avif':
      return true;
  }
}

/** One of a palette, or one colour that stands for transparency: `tRNS`, ahead of the pixels. */
function hasTransparencyChunk(bytes: Uint8Array): boolean {
  for (const { type } of containerBlocks(bytes, 'png')) {
    if (type === 'tRNS') return true;
    if (type === 'IDAT') return false;
  }
  return false;
}
