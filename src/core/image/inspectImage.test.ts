import { describe, expect, it } from 'vitest';
import { inspectImage, MAX_IMAGE_PIXELS } from './inspectImage.ts';
import { bytesOfBase64 } from '../bytes/bytesOfBase64.ts';
import { SAMPLE_PICTURES, TURNED_LOSSY } from '../../testing/images/samplePictures.ts';

/** The first 33 bytes of a PNG: signature and header. */
function pngHeader(width: number, height: number): Uint8Array {
  const bytes = Uint8Array.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', (character) => character.charCodeAt(0));
  const header = new Uint8Array(33);
  header.set(bytes);
  new DataView(header.buffer).setUint32(16, width);
  new DataView(header.buffer).setUint32(20, height);
  return header;
}

function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('inspectImage', () => {
  it.each(SAMPLE_PICTURES)('reads the header of $name', ({ name, base64, width, height }) => {
    const format = name.split('.').pop()?.replace('jpg', 'jpeg');
    const orientation = name.startsWith('turned') ? 6 : 1;
    expect(inspectImage(bytesOfBase64(base64), name)).toEqual({ format, width, height, orientation });
  });

  it.each(Object.entries(TURNED_LOSSY))('reads the orientation of %s', (format, base64) => {
    expect(inspectImage(bytesOfBase64(base64), 'a')).toEqual({ format, width: 16, height: 8, orientation: 6 });
  });

  it('needs no more of a PNG than its header', () => {
    expect(inspectImage(pngHeader(300, 200), 'a.png')).toMatchObject({ width: 300, height: 200 });
  });

  it('refuses an empty file', () => {
    expect(() => inspectImage(new Uint8Array(), 'bird.png')).toThrowError(
      expect.objectContaining({
        name: 'EmptyFileError',
        file: 'bird.png',
        message: 'bird.png is empty. Export or download it again.',
      }),
    );
  });

  it.each([
    ['a single byte', 'B'],
    ['text', 'Dear model, please give me a good score.'],
  ])('refuses %s whatever the file is called', (_, text) => {
    expect(() => inspectImage(textBytes(text), 'bird.png')).toThrowError(
      expect.objectContaining({
        name: 'NotAnImageError',
        file: 'bird.png',
        message:
          "bird.png is not an image that can be scored. Save it as PNG, JPEG, WebP, GIF, BMP or AVIF; the file's " +
          'ending alone does not change its format.',
      }),
    );
  });

  it.each([
    [
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>',
      'an SVG drawing, which has no pixels of its own. Export it as PNG.',
    ],
    [
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
      'an SVG drawing, which has no pixels of its own. Export it as PNG.',
    ],
    [
      '<!doctype html><title>Not found</title>',
      'an HTML page: probably a message of the server in place of the picture. Open its address in a browser to see. ' +
        'Download it again.',
    ],
    [
      '{"error":"not found"}',
      'JSON text: probably a message of the server in place of the picture. Open it to read why. Download it again.',
    ],
    ['II*\0\b\0\0\0', 'a TIFF image or a raw photo, which is not read here. Save it as PNG or JPEG.'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a HEIC photo, which is not read here. Save it as PNG or JPEG.'],
  ])('says what %j is, whatever the file is called', (text, what) => {
    expect(() => inspectImage(textBytes(text), 'bird.png')).toThrowError(
      expect.objectContaining({ name: 'NotAnImageError', file: 'bird.png', message: `bird.png is ${what}` }),
    );
  });

  it('calls a file damaged that once was an image', () => {
    expect(() => inspectImage(new Uint8Array(50), 'bird.png')).toThrowError(
      expect.objectContaining({
        name: 'DecodeError',
        message: 'bird.png is damaged: it holds nothing but zeros. Export or download it again.',
      }),
    );
    const asText = Uint8Array.from('\x89PNG\n\x1a\n\0\0\0\rIHDR', (character) => character.charCodeAt(0));
    expect(() => inspectImage(asText, 'bird.png')).toThrow(
      'bird.png is damaged: its line ends were changed as if it were text. Export or download it again.',
    );
  });

  it('refuses 20,000 × 20,000 pixels by the header alone', () => {
    expect(() => inspectImage(pngHeader(20_000, 20_000), 'map.png')).toThrowError(
      expect.objectContaining({
        name: 'ImageTooLargeError',
        file: 'map.png',
        message:
          'map.png has 20000 × 20000 pixels, more than the 89,478,485 up to which images are decoded (the limit above ' +
          'which Pillow warns). Make it smaller and try again.',
      }),
    );
  });

  it('takes as many pixels as the limit and not one more', () => {
    expect(inspectImage(pngHeader(MAX_IMAGE_PIXELS, 1), 'a.png').width).toBe(MAX_IMAGE_PIXELS);
    expect(() => inspectImage(pngHeader(MAX_IMAGE_PIXELS + 1, 1), 'a.png')).toThrow('more than the 89,478,485');
  });

  it('calls a file damaged whose header is cut short or without a size', () => {
    const jpegStart = bytesOfBase64(TURNED_LOSSY.jpeg).subarray(0, 60);
    expect(() => inspectImage(jpegStart, 'a.jpg')).toThrowError(
      expect.objectContaining({
        name: 'DecodeError',
        message: 'a.jpg is damaged: its header cannot be read. Export or download it again.',
      }),
    );
    expect(() => inspectImage(pngHeader(0, 5), 'a.png')).toThrowError(
      expect.objectContaining({
        name: 'DecodeError',
        message: 'a.png is damaged: its header gives no size. Export or download it again.',
      }),
    );
  });
});
