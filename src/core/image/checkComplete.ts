import { containerBlocks, type ContainerBlock } from './containerBlocks.ts';
import { crc32 } from './crc32.ts';
import { DecodeError } from './decodedImage.ts';
import { gifFirstFrame } from './gifFirstFrame.ts';
import { type ImageFormat, viewOf } from './imageFormat.ts';

/**
 * Refuses a file that is cut short or whose bytes were changed, with `DecodeError`: browsers show half a picture where
 * Pillow raises. It looks at the container only; damage inside the compressed data is the decoder's to find.
 */
export function checkComplete(bytes: Uint8Array, format: ImageFormat, file: string): void {
  const reason = CHECKS[format](bytes);
  if (reason !== undefined) throw new DecodeError(file, reason);
}

const CUT_SHORT = 'the end of the file is missing';

/** Returns what is wrong, as a clause. */
type Check = (bytes: Uint8Array) => string | undefined;

const CHECKS: Readonly<Record<ImageFormat, Check>> = {
  png: checkPng,
  // A JPEG may lack its end and be whole: its decoder knows.
  jpeg: () => undefined,
  webp: checkWebp,
  gif: checkGif,
  bmp: checkBmp,
  avif: checkAvif,
};

/** Every chunk up to the end chunk is whole, and the critical ones (upper-case initial) match their CRC. */
function checkPng(bytes: Uint8Array): string | undefined {
  const types = new Set<string>();
  for (const chunk of containerBlocks(bytes, 'png')) {
    if (chunk.end + 4 > bytes.length) return CUT_SHORT;
    if (types.size === 0 && chunk.type !== 'IHDR') return 'it does not start with a header';
    if (/^[A-Z]/.test(chunk.type) && !matchesCrc(bytes, chunk)) return 'its data does not match its checksum';
    types.add(chunk.type);
    if (chunk.type === 'IEND') return types.has('IDAT') ? undefined : 'it holds no pixels';
  }
  return CUT_SHORT;
}

function matchesCrc(bytes: Uint8Array, { start, end }: ContainerBlock): boolean {
  return crc32(bytes.subarray(start - 4, end)) === viewOf(bytes).getUint32(end);
}

/** The RIFF header's length counts all but the header's first eight bytes. */
function checkWebp(bytes: Uint8Array): string | undefined {
  return bytes.length < 12 || viewOf(bytes).getUint32(4, true) + 8 > bytes.length ? CUT_SHORT : undefined;
}

/** Only the first frame is used, so only that one must be whole. */
function checkGif(bytes: Uint8Array): string | undefined {
  return gifFirstFrame(bytes) === undefined ? CUT_SHORT : undefined;
}

const BMP_UNCOMPRESSED = 0;
const BMP_BITFIELDS = 3;

/** Rows are padded to four bytes; run-length coded pixels state their length. */
function checkBmp(bytes: Uint8Array): string | undefined {
  if (bytes.length < 38) return CUT_SHORT;
  const view = viewOf(bytes);
  const rowLength = Math.ceil((view.getUint32(18, true) * view.getUint16(28, true)) / 32) * 4;
  const compression = view.getUint32(30, true);
  const isPlain = compression === BMP_UNCOMPRESSED || compression === BMP_BITFIELDS;
  const length = isPlain ? rowLength * Math.abs(view.getInt32(22, true)) : view.getUint32(34, true);
  return view.getUint32(10, true) + length > bytes.length ? CUT_SHORT : undefined;
}

/** Box after box: the item properties and the pixels must be whole; what follows them does not matter. */
function checkAvif(bytes: Uint8Array): string | undefined {
  const boxes = [...containerBlocks(bytes, 'avif')];
  const hasWhole = (wanted: string) => boxes.some(({ type, end }) => type === wanted && end <= bytes.length);
  return hasWhole('meta') && hasWhole('mdat') ? undefined : CUT_SHORT;
}
