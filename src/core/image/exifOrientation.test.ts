import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readOrientation, withoutOrientation } from './exifOrientation.ts';
import { latin1At, type ImageFormat } from './imageFormat.ts';
import { inspectImage } from './inspectImage.ts';
import { readPngStructure } from './png/pngStructure.ts';
import { SAMPLE_JPEGS } from '../../testing/images/sampleJpegs.ts';
import { bytesOfBase64 } from '../bytes/bytesOfBase64.ts';
import { sampleBytes, TURNED_LOSSY } from '../../testing/images/samplePictures.ts';

/** Offset of some Latin-1 text in bytes. */
function offsetOf(bytes: Uint8Array, text: string): number {
  return String.fromCharCode(...bytes).indexOf(text);
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** A PNG with one more chunk behind its header, whose checksum nobody looks at. */
function pngWith(type: string, text: string): Uint8Array {
  const bytes = sampleBytes('rgba.png');
  return Uint8Array.from([
    ...bytes.slice(0, 33),
    0,
    0,
    text.length >> 8,
    text.length & 255,
    ...latin1(`${type}${text}`),
    0,
    0,
    0,
    0,
    ...bytes.slice(33),
  ]);
}

/** Drawn by Pillow, with XMP of the orientation 6. */
const AVIF_XMP =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAE/bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAACxpbG9jAAAAAEQAAAIAAQAAAAEAAAGlAAAAJAACAAAAAQAAAWcAAAA+AAAAVGlpbmYAAAAAAAIAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAACxpbmZlAgAAAAACAABtaW1lWE1QAGFwcGxpY2F0aW9uL3JkZit4bWwAAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAACAAAAAYAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBIAAAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAam1kYXQ8eDp4bXBtZXRhPjxyZGY6RGVzY3JpcHRpb24gdGlmZjpPcmllbnRhdGlvbj0iNiIvPjwveDp4bXBtZXRhPhIACgg4CL1pAQ0GkDIWHEJi5OmmmmFgAACQNY48fxQ8quMHYA==';

const TURNED: readonly (readonly [ImageFormat, Uint8Array<ArrayBuffer>])[] = [
  ['png', sampleBytes('turned.png')],
  ['webp', sampleBytes('turned.webp')],
];

describe('withoutOrientation', () => {
  it.each(TURNED)('makes a %s stand as it is stored, and whole', (format, bytes) => {
    const before = bytes.slice();
    const result = withoutOrientation(bytes, format);
    expect(readOrientation(result, format)).toBe(1);
    expect(bytes).toEqual(before);
    // A PNG's checksums are looked at up to its pixels.
    if (format === 'png') expect(readPngStructure(result, 'a').isEndWhole).toBe(true);
    else expect(inspectImage(result, 'a')).toEqual({ ...inspectImage(bytes, 'a'), orientation: 1 });
  });

  it('drops the metadata of a PNG and nothing else', () => {
    const bytes = sampleBytes('turned.png');
    // Length, type, 26 bytes and checksum.
    const at = offsetOf(bytes, 'eXIf') - 4;
    const expected = [...bytes.subarray(0, at), ...bytes.subarray(at + 38)];
    expect([...withoutOrientation(bytes, 'png')]).toEqual(expected);
  });

  it("makes a WebP's metadata meaningless, in place", () => {
    const bytes = sampleBytes('turned.webp');
    const result = withoutOrientation(bytes, 'webp');
    expect(result.length).toBe(bytes.length);
    expect(offsetOf(result, 'EXIF')).toBe(-1);
    expect([bytes[20], result[20]]).toEqual([8, 0]);
  });

  it('gives the same bytes where nothing is to be dropped', () => {
    const plain = sampleBytes('rgba.png');
    expect(withoutOrientation(plain, 'png')).toBe(plain);
    const avif = bytesOfBase64(TURNED_LOSSY.avif);
    expect(withoutOrientation(avif, 'avif')).toBe(avif);
  });
});

describe('readOrientation', () => {
  it.each(SAMPLE_JPEGS)('reads that of $name as Pillow does: $holds', ({ base64, orientation = 1 }) => {
    expect(readOrientation(bytesOfBase64(base64), 'jpeg')).toBe(orientation);
  });

  it.each([
    ['png', 'iTXt', 6],
    ['png', 'zTXt', 1],
  ] as const)('reads the XMP of a %s in %s as %i', (format, type, expected) => {
    const text = 'XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation="6"/>';
    expect(readOrientation(pngWith(type, text), format)).toBe(expected);
  });

  const xmp = '<rdf tiff:Orientation="5"/> ';
  const exif = 'II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0';
  const hexadecimal = latin1(`Exif\0\0${exif}`).map((byte) => byte.toString(16).padStart(2, '0'));
  const profile = `\nexif\n      28\n${hexadecimal.join('').replace(/^.{20}/, '$&\n')}\n`;
  const deflated = (text: string) => deflateSync(Uint8Array.from(latin1(text))).toString('latin1');

  it.each([
    ['XMP in compressed text of many languages', 'iTXt', `XML:com.adobe.xmp\0\x01\0\0\0${deflated(xmp)}`, 5],
    ['XMP in compressed text', 'zTXt', `XML:com.adobe.xmp\0\0${deflated(xmp)}`, 5],
    ['XMP in plain text', 'tEXt', `XML:com.adobe.xmp\0${xmp}`, 5],
    ["ImageMagick's EXIF in compressed text", 'zTXt', `Raw profile type exif\0\0${deflated(profile)}`, 6],
    ["ImageMagick's EXIF in plain text", 'tEXt', `Raw profile type exif\0${profile}`, 6],
    ['no EXIF in a profile that is cut', 'tEXt', `Raw profile type exif\0${profile.slice(0, -4)}`, 1],
    ['nothing in a stream that is cut', 'zTXt', `XML:com.adobe.xmp\0\0${deflated(xmp).slice(0, 9)}`, 1],
  ])('reads %s of a PNG', (_, type, text, expected) => {
    expect(readOrientation(pngWith(type, text), 'png')).toBe(expected);
  });

  it("passes over ImageMagick's EXIF in a PNG that has its own", () => {
    const text = `Raw profile type exif\0${profile}`;
    const bytes = pngWith('eXIf', exif.replace('\x06', '\x03')).slice(0, -12);
    const more = pngWith('tEXt', text);
    const both = Uint8Array.from([...bytes, ...more.subarray(33, 33 + 12 + text.length)]);
    expect(readOrientation(both, 'png')).toBe(3);
  });

  it('reads EXIF and XMP of a WebP if its header says that they are there', () => {
    const bytes = sampleBytes('turned.webp');
    const chunk = latin1(`XMP ${String.fromCharCode(xmp.length)}\0\0\0${xmp}`);
    const saying = (flags: number) => readOrientation(Uint8Array.from([...bytes.with(20, flags), ...chunk]), 'webp');
    expect([0, 4, 8, 12].map(saying)).toEqual([1, 5, 6, 6]);
    const plain = Uint8Array.from([...sampleBytes('alpha.webp'), ...chunk]);
    expect([latin1At(plain, 12, 4), readOrientation(plain, 'webp')]).toEqual(['VP8L', 1]);
  });

  it('reads little-endian EXIF', () => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    const tiff = offsetOf(bytes, 'MM\0*');
    bytes.set([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0], tiff);
    expect(readOrientation(bytes, 'jpeg')).toBe(8);
  });

  it.each([0, 9, 300])('takes the meaningless value %i for none', (value) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    new DataView(bytes.buffer).setUint16(offsetOf(bytes, 'MM\0*') + 18, value);
    expect(readOrientation(bytes, 'jpeg')).toBe(1);
  });

  it('takes a directory beyond the file for none', () => {
    const bytes = bytesOfBase64(TURNED_LOSSY.jpeg);
    new DataView(bytes.buffer).setUint32(offsetOf(bytes, 'MM\0*') + 4, 0xfffffff0);
    expect(readOrientation(bytes, 'jpeg')).toBe(1);
  });

  // Turns are anticlockwise; the pairs are those that libavif writes for each EXIF orientation.
  it.each([
    [0, 1],
    [1, 8],
    [2, 3],
    [3, 6],
  ] as const)('reads %i quarter turns of an AVIF', (turns, orientation) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.avif);
    bytes[offsetOf(bytes, 'irot') + 4] = turns;
    expect(inspectImage(bytes, 'a.avif').orientation).toBe(orientation);
  });

  it.each([
    [0, 4],
    [1, 2],
  ] as const)('reads mirror axis %i of an AVIF', (axis, orientation) => {
    const bytes = bytesOfBase64(TURNED_LOSSY.avif);
    const box = offsetOf(bytes, 'irot');
    bytes.set([0x69, 0x6d, 0x69, 0x72, axis], box);
    expect(inspectImage(bytes, 'a.avif').orientation).toBe(orientation);
  });

  // Drawn by Pillow: XMP with the orientation 6, and EXIF beside it that says nothing of it, or 3.
  it.each([
    ['alone', 6, AVIF_XMP],
    [
      'beside other EXIF',
      6,
      'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAF0bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAADppbG9jAAAAAEQAAAMAAQAAAAEAAAH+AAAAJAACAAAAAQAAAZwAAAAkAAMAAAABAAABwAAAAD4AAABtaWluZgAAAAAAAwAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAGWluZmUCAAAAAAIAAEV4aWZFeGlmAAAAACxpbmZlAgAAAAADAABtaW1lWE1QAGFwcGxpY2F0aW9uL3JkZit4bWwAAAAAKGlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAAOY2RzYwADAAEAAQAAAGppcHJwAAAAS2lwY28AAAAUaXNwZQAAAAAAAAAIAAAABgAAABBwaXhpAAAAAAMICAgAAAAMYXYxQ4EgAAAAAAATY29scm5jbHgAAQANAAaAAAAAF2lwbWEAAAAAAAAAAQABBAECgwQAAACObWRhdAAAAAZFeGlmAABNTQAqAAAACAABATEAAgAAAAJhAAAAAAAAADx4OnhtcG1ldGE+PHJkZjpEZXNjcmlwdGlvbiB0aWZmOk9yaWVudGF0aW9uPSI2Ii8+PC94OnhtcG1ldGE+EgAKCDgIvWkBDQaQMhYcQmLk6aaaYWAAAJA1jjx/FDyq4wdg',
    ],
    [
      'beside EXIF and a turn of its own',
      3,
      'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAAFJbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAACxpbG9jAAAAAEQAAAIAAQAAAAEAAAGvAAAAJAACAAAAAQAAAXEAAAA+AAAAVGlpbmYAAAAAAAIAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAACxpbmZlAgAAAAACAABtaW1lWE1QAGFwcGxpY2F0aW9uL3JkZit4bWwAAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAACAAAAAYAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBIAAAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AgAAABhpcG1hAAAAAAAAAAEAAQUBAoMEhQAAAGptZGF0PHg6eG1wbWV0YT48cmRmOkRlc2NyaXB0aW9uIHRpZmY6T3JpZW50YXRpb249IjYiLz48L3g6eG1wbWV0YT4SAAoIOAi9aQENBpAyFhxCYuTpppphYAAAkDWOPH8UPKrjB2A=',
    ],
  ])('reads the XMP of an AVIF %s', (_, orientation, base64) => {
    expect(inspectImage(bytesOfBase64(base64), 'a.avif').orientation).toBe(orientation);
  });

  it('takes an AVIF whose XMP stands beyond the file', () => {
    const bytes = bytesOfBase64(AVIF_XMP);
    const at = offsetOf(bytes, 'iloc');
    // The last of its items: four bytes of offset and four of length end the box.
    const end = at - 4 + new DataView(bytes.buffer).getUint32(at - 4);
    new DataView(bytes.buffer).setUint32(end - 8, 0x7fffffff);
    expect(inspectImage(bytes, 'a.avif').orientation).toBe(1);
  });
});
