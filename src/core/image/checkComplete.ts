import { containerBlocks, JPEG_MARKERS } from './containerBlocks.ts';
import { DecodeError } from './decodedImage.ts';
import { viewOf } from './imageFormat.ts';

/** The formats that are handed to a platform's decoder whole. The decoders of the others find by themselves what is missing. */
export type CheckedFormat = 'jpeg' | 'webp';

/**
 * Refuses a file that is cut short, with `DecodeError`: browsers show half a picture where Pillow raises. It looks at the
 * container only; damage inside the compressed data is the decoder's to find.
 */
export function checkComplete(bytes: Uint8Array, format: CheckedFormat, file: string): void {
  const isWhole = format === 'jpeg' ? isJpegWhole(bytes) : isWebpWhole(bytes);
  if (!isWhole) throw new DecodeError(file, 'the end of the file is missing');
}

function isJpegWhole(bytes: Uint8Array): boolean {
  for (const { type } of containerBlocks(bytes, 'jpeg')) {
    if (type === JPEG_MARKERS.endOfImage) return true;
  }
  return false;
}

/** The RIFF header's length counts all but the header's first eight bytes. */
function isWebpWhole(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && viewOf(bytes).getUint32(4, true) + 8 <= bytes.length;
}
