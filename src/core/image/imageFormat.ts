/** The formats both the page and the command line decode. AVIF only where the platform does. */
export const IMAGE_FORMATS = ['png', 'jpeg', 'webp', 'gif', 'bmp', 'avif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Signatures as [offset, bytes as Latin-1 text]; all of a format's must match. */
const SIGNATURES: Readonly<Record<ImageFormat, readonly (readonly [number, string])[]>> = {
  png: [[0, '\x89PNG\r\n\x1a\n']],
  jpeg: [[0, '\xff\xd8\xff']],
  webp: [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
  gif: [[0, 'GIF8']],
  bmp: [[0, 'BM']],
  avif: [[4, 'ftypavif']],
};

/** Tells a format by its signature, never by the file's name. Undefined for anything else, SVG and HTML included. */
export function detectFormat(bytes: Uint8Array): ImageFormat | undefined {
  return IMAGE_FORMATS.find((format) =>
    SIGNATURES[format].every(([offset, text]) => latin1At(bytes, offset, text.length) === text),
  );
}

/** `length` bytes from `offset` as Latin-1 text; shorter at the end of the bytes. */
export function latin1At(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}

/** A view over the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
