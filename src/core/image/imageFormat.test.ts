import { describe, expect, it } from 'vitest';
import { detectFormat, fileTypeBrands } from './imageFormat.ts';

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe('detectFormat', () => {
  it.each([
    ['GIF87a', 'gif'],
    ['GIF89a', 'gif'],
    ['GIF88a', undefined],
    ['BM', 'bmp'],
    [`BM${'\0'.repeat(12)}\x0c\0\0\0`, 'bmp'],
    [`BM${'\0'.repeat(12)}\x7c\0\0\0`, 'bmp'],
    ['BMW and other cars are here', undefined],
    ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
    ['RIFF\0\0\0\0WAVEfmt ', undefined],
    ['\0\0\0\x1cftypavif\0\0\0\0mif1miaf', 'avif'],
    ['\0\0\0\x18ftypavis\0\0\0\0msf1', 'avif'],
    ['\0\0\0\x18ftypmif1\0\0\0\0miafavif', 'avif'],
    ['\0\0\0\x18ftypmif1\0\0\0\0miafheic', undefined],
    ['\0\0\0\x14ftypheic\0\0\0\0mif1', undefined],
    ['\0\0\0\x14ftypisom\0\0\0\0isom', undefined],
  ])('tells %j', (text, format) => {
    expect(detectFormat(latin1Bytes(text))).toBe(format);
  });
});

describe('fileTypeBrands', () => {
  it('reads the major brand and the compatible ones, not the version between', () => {
    expect(fileTypeBrands(latin1Bytes('\0\0\0\x18ftypmif1avifmiafheicavif'))).toEqual(['mif1', 'miaf', 'heic']);
  });

  it('reads as many as are there', () => {
    expect(fileTypeBrands(latin1Bytes('\0\0\0\x18ftypavif\0\0\0\0mi'))).toEqual(['avif']);
    expect(fileTypeBrands(latin1Bytes('ftyp'))).toEqual([]);
  });
});
