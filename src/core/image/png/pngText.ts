import { crc32 } from '../crc32.ts';

const SIGNATURE_LENGTH = 8;
/** Length, type, data and CRC of the header, which must come first. */
const HEADER_LENGTH = 25;

/**
 * A PNG with a text in it, which does not change a pixel. `keyword` is one of PNG's own, such as "Description"; the text is
 * UTF-8. https://www.w3.org/TR/png-3/#11iTXt
 */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const start = SIGNATURE_LENGTH + HEADER_LENGTH;
  const chunk = textChunk(keyword, text);
  const bytes = new Uint8Array(png.length + chunk.length);
  bytes.set(png.subarray(0, start));
  bytes.set(chunk, start);
  bytes.set(png.subarray(start), start + chunk.length);
  return bytes;
}

function textChunk(keyword: string, text: string): Uint8Array {
  // Not compressed, of no language, and with no translated keyword.
  const data = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(data.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length - 4);
  chunk.set(data, 4);
  view.setUint32(data.length + 4, crc32(data));
  return chunk;
}
