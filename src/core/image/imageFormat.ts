/** The formats both the page and the command line decode. */
export const IMAGE_FORMATS = ['png', 'jpeg', 'webp', 'gif', 'bmp', 'avif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** No bitmap has a longer header. If a text begins with "BM", this length reads as millions. */
const MAX_BMP_HEADER_LENGTH = 255;

/** By signature. */
const MATCHES: Readonly<Record<ImageFormat, (bytes: Uint8Array) => boolean>> = {
  png: (bytes) => latin1At(bytes, 0, 8) === '\x89PNG\r\n\x1a\n',
  jpeg: (bytes) => latin1At(bytes, 0, 3) === '\xff\xd8\xff',
  webp: (bytes) => latin1At(bytes, 0, 4) === 'RIFF' && latin1At(bytes, 8, 4) === 'WEBP',
  gif: (bytes) => /^GIF8[79]a$/.test(latin1At(bytes, 0, 6)),
  bmp: (bytes) =>
    latin1At(bytes, 0, 2) === 'BM' && (bytes.length < 18 || viewOf(bytes).getUint32(14, true) <= MAX_BMP_HEADER_LENGTH),
  avif: (bytes) => fileTypeBrands(bytes).some((brand) => brand === 'avif' || brand === 'avis'),
};

/** Tells a format by its signature, never by the file's name. Undefined for anything else, SVG and HTML included. */
export function detectFormat(bytes: Uint8Array): ImageFormat | undefined {
  return IMAGE_FORMATS.find((format) => MATCHES[format](bytes));
}

/**
 * The major and the compatible brands of an ISO base media file (ISO/IEC 14496-12, 4.3), those that are in `bytes`.
 * None for any other file.
 */
export function fileTypeBrands(bytes: Uint8Array): readonly string[] {
  if (latin1At(bytes, 4, 4) !== 'ftyp') return [];
  const end = Math.min(viewOf(bytes).getUint32(0), bytes.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) brands.push(latin1At(bytes, at, 4));
  return brands;
}

/** `length` bytes from `offset` as Latin-1 text; shorter at the end of the bytes. */
export function latin1At(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** A view over the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
