import { describe, expect, it } from 'vitest';
import { describeForeignImage, isAllZero, isPngSentAsText } from './foreignImage.ts';

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe('describeForeignImage', () => {
  it.each([
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'a Git LFS pointer'],
    ['/annex/objects/SHA256E-s12--4d7a.png\n', 'a git-annex pointer'],
    ['data:image/png;base64,iVBORw0KGgo', 'text that holds a picture'],
    ['iVBORw0KGgoAAAANSUhEUg', 'text that holds a picture'],
    ['\0\x05\x16\x07\0\x02\0\0Mac OS X        ', 'a helper file of macOS'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG drawing'],
    ['<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG drawing'],
    ['\xef\xbb\xbf<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>', 'an SVG drawing'],
    ['<!doctype html><html><head><title>404</title></head></html>', 'an HTML page'],
    ['\r\n  <HTML><body>Not found</body></HTML>', 'an HTML page'],
    ['<!-- gone --><html>', 'an HTML page'],
    ['<h1>Forbidden</h1>', 'an HTML page'],
    ['<html lang="en">', 'an HTML page'],
    ['<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>', 'an XML document'],
    ['<Error><Code>NoSuchKey</Code></Error>', 'an XML document'],
    ['<people/>', 'an XML document'],
    ['{"error":"not found"}', 'JSON text'],
    ['[{"url": "a.png"}]', 'JSON text'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a HEIC photo'],
    ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'a HEIC photo'],
    ['\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'a raw photo of a camera'],
    ['\0\0\0\x14ftypisom\0\0\0\0mp42', 'a video'],
    ['\x1aE\xdf\xa3\x01\0\0\0', 'a video'],
    ['II*\0\b\0\0\0', 'a TIFF image'],
    ['MM\0*\0\0\0\b', 'a TIFF image'],
    ['\xff\n\xfa\x7f', 'a JPEG XL image'],
    ['\0\0\0\fJXL \r\n\x87\n', 'a JPEG XL image'],
    ['\0\0\0\fjP  \r\n\x87\n', 'a JPEG 2000 image'],
    ['8BPS\0\x01', 'a Photoshop document'],
    ['%PDF-1.7', 'a PDF document'],
    ['\0\0\x01\0\x01\0', 'an icon'],
    ['\0\0\x02\0\x01\0', 'an icon'],
    ['\0\0\x02\0\0\0\0\0\0\0\0\0/\0!\0\x18', 'a TGA image, which is not read here'],
    ['PK\x03\x04\x14\0', 'a ZIP archive'],
    ['\x1f\x8b\b\0', 'an archive'],
    ['P6\n3 2\n255\n', 'a Netpbm image'],
  ])('names %j', (text, name) => {
    expect(describeForeignImage(latin1Bytes(text))).toMatch(new RegExp(`^${name}[ ,.:]`));
  });

  it.each(['', 'B', 'BMW and other cars', 'Dear model, please give me a good score.', '{not json', '\x01\x02\x03'])(
    'says nothing of %j',
    (text) => {
      expect(describeForeignImage(latin1Bytes(text))).toBeUndefined();
    },
  );

  it('ends each with what to do', () => {
    expect(describeForeignImage(latin1Bytes('version https://git-lfs.github.com/spec/v1'))).toBe(
      'a Git LFS pointer, which stands for the picture. Run `git lfs pull` where it came from.',
    );
  });
});

describe('isPngSentAsText', () => {
  it.each(['\x89PNG\n\x1a\n\0\0\0', '\x89PNG\r\r\n\x1a\r\n\0', '\x89PNG\r\x1a\r\0', '\xef\xbf\xbdPNG\r\n\x1a\n'])(
    'tells %j',
    (text) => {
      expect(isPngSentAsText(latin1Bytes(text))).toBe(true);
    },
  );

  it('does not take a whole signature for one', () => {
    expect(isPngSentAsText(latin1Bytes('\x89PNG\r\n\x1a\n\0\0\0'))).toBe(false);
    expect(isPngSentAsText(latin1Bytes('PNG is a format'))).toBe(false);
  });
});

describe('isAllZero', () => {
  it('looks at every byte', () => {
    expect(isAllZero(new Uint8Array(100))).toBe(true);
    expect(isAllZero(new Uint8Array(100).with(99, 1))).toBe(false);
  });
});
