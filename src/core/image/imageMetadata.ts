import { joinBytes } from '../bytes/joinBytes.ts';
import { type ContainerBlock, containerBlocks } from './containerBlocks.ts';
import { type ImageFormat, latin1At } from './imageFormat.ts';
import { headerSegments } from './jpeg/headerSegments.ts';
import { MARKER } from './jpeg/markers.ts';
import { readPngTexts } from './png/pngTexts.ts';

/** Metadata that may say how a picture is to be turned. */
export interface ImageMetadata {
  readonly exif: Uint8Array | undefined;
  readonly xmp: string | undefined;
}

const JPEG_EXIF = 'Exif\0\0';
const JPEG_XMP = 'http://ns.adobe.com/xap/1.0/\0';
const PNG_XMP = 'XML:com.adobe.xmp';
const PNG_PROFILE = 'Raw profile type exif';
const WEBP_EXIF = 0x08;
const WEBP_XMP = 0x04;

/** Finds the metadata of a JPEG, PNG or WebP where Pillow looks for it; none in other formats. */
export function readMetadata(bytes: Uint8Array, format: ImageFormat): ImageMetadata {
  if (format === 'jpeg') return jpegMetadata(bytes);
  if (format === 'png') return pngMetadata(bytes);
  if (format === 'webp') return webpMetadata(bytes);
  return { exif: undefined, xmp: undefined };
}

/** Looks before the first scan. EXIF may go on from segment to segment. The last XMP counts. */
function jpegMetadata(bytes: Uint8Array): ImageMetadata {
  const exif: Uint8Array[] = [];
  let xmp: string | undefined;
  for (const { marker, payload } of headerSegments(bytes)) {
    if (marker !== MARKER.app1) continue;
    if (latin1At(payload, 0, JPEG_EXIF.length) === JPEG_EXIF) exif.push(payload.subarray(JPEG_EXIF.length));
    if (latin1At(payload, 0, JPEG_XMP.length) === JPEG_XMP) xmp = textOf(payload.subarray(JPEG_XMP.length));
  }
  return { exif: exif.length === 0 ? undefined : joinBytes(exif), xmp };
}

/** The last of each counts, and EXIF in a chunk of its own before that in a text. */
function pngMetadata(bytes: Uint8Array): ImageMetadata {
  const chunk = [...containerBlocks(bytes, 'png')].findLast(({ type }) => type === 'eXIf');
  const texts = readPngTexts(bytes, [PNG_XMP, PNG_PROFILE]);
  const [xmp, profile] = [texts.get(PNG_XMP), texts.get(PNG_PROFILE)];
  const exif = chunk ? bytes.subarray(chunk.start, chunk.end) : profile && hexadecimal(textOf(profile));
  return { exif, xmp: xmp && textOf(xmp) };
}

/** A profile as ImageMagick wrote it before PNG had EXIF: a blank line, its kind, its length, and its bytes as digits. */
function hexadecimal(profile: string): Uint8Array | undefined {
  const digits = profile.split('\n').slice(3).join('').replaceAll(/\s/g, '');
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, k) => Number.parseInt(digits.slice(2 * k, 2 * k + 2), 16));
}

/** Of each the first counts, if the header says that it is there. A file without that header has none. */
function webpMetadata(bytes: Uint8Array): ImageMetadata {
  const blocks = [...containerBlocks(bytes, 'webp')];
  const header = blocks.find(({ type }) => type === 'VP8X');
  const flags = header ? (bytes[header.start] ?? 0) : 0;
  const payloadOf = (wanted: string, flag: number) => {
    const block = flags & flag ? blocks.find(({ type }) => type === wanted) : undefined;
    return block && bytes.subarray(block.start, block.end);
  };
  const xmp = payloadOf('XMP ', WEBP_XMP);
  return { exif: payloadOf('EXIF', WEBP_EXIF), xmp: xmp && textOf(xmp) };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** EXIF and the kinds of text that may hold XMP. */
const PNG_METADATA = new Set(['eXIf', 'iTXt', 'tEXt', 'zTXt']);
const PNG_SIGNATURE_LENGTH = 8;

/** The file without a PNG's metadata chunks; the same bytes where it has none. */
export function withoutPngMetadata<T extends Uint8Array>(bytes: T): T | Uint8Array<ArrayBuffer> {
  const blocks = [...containerBlocks(bytes, 'png')];
  if (!blocks.some(({ type }) => PNG_METADATA.has(type))) return bytes;
  const kept = blocks.filter(({ type }) => !PNG_METADATA.has(type));
  return joinBytes([bytes.subarray(0, PNG_SIGNATURE_LENGTH), ...kept.map((block) => wholeChunk(bytes, block))]);
}

/** Length and type stand before the payload, a checksum behind it. */
function wholeChunk(bytes: Uint8Array, { start, end }: ContainerBlock): Uint8Array {
  return bytes.subarray(start - 8, end + 4);
}

/** A kind of chunk that RIFF readers pass over. */
const JUNK = Uint8Array.from('JUNK', (letter) => letter.charCodeAt(0));

/** The file with a WebP's metadata chunks made meaningless; the same bytes where it has none. */
export function withoutWebpMetadata<T extends Uint8Array>(bytes: T): T | Uint8Array<ArrayBuffer> {
  const blocks = [...containerBlocks(bytes, 'webp')];
  const metadata = blocks.filter(({ type }) => type === 'EXIF' || type === 'XMP ');
  if (metadata.length === 0) return bytes;
  const copy = new Uint8Array(bytes);
  for (const { start } of metadata) copy.set(JUNK, start - 8);
  const header = blocks.find(({ type }) => type === 'VP8X');
  if (header !== undefined) copy[header.start] = (copy[header.start] ?? 0) & ~(WEBP_EXIF | WEBP_XMP);
  return copy;
}
