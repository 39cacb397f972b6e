import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { readPngTexts } from './pngTexts.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A PNG with chunks behind its header, whose checksums nobody looks at. */
function pngWith(...chunks: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const bytes = sampleBytes('rgba.png');
  const added = chunks.flatMap(([type, data]) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, data.length);
    return [...length, ...bytesOf(type), ...data, 0, 0, 0, 0];
  });
  return Uint8Array.from([...bytes.slice(0, 33), ...added, ...bytes.slice(33)]);
}

const compressed = (head: string, text: string | Uint8Array) =>
  Uint8Array.from([...bytesOf(head), ...deflateSync(text)]);

/** The texts of `Key`. */
function textOf(...chunks: readonly (readonly [string, Uint8Array])[]): string | undefined {
  const bytes = readPngTexts(pngWith(...chunks), ['Key']).get('Key');
  return bytes && new TextDecoder().decode(bytes);
}

it.each([
  ['tEXt', bytesOf('Key\0plain')],
  ['zTXt', compressed('Key\0\0', 'plain')],
  ['iTXt', bytesOf('Key\0\0\0en\0Translated\0plain')],
  ['iTXt', compressed('Key\0\u0001\0en\0Translated\0', 'plain')],
])('reads %s', (type, data) => {
  expect(textOf([type, data])).toBe('plain');
});

it('takes the last of a keyword, and leaves others', () => {
  const other = ['tEXt', bytesOf('Other\0x')] as const;
  expect(textOf(['tEXt', bytesOf('Key\0first')], other, ['zTXt', compressed('Key\0\0', 'last')], other)).toBe('last');
  expect([...readPngTexts(pngWith(other), ['Key']).keys()]).toEqual([]);
});

it.each([
  ['of another method', compressed('Key\0\u0001', 'plain')],
  ['that is cut', compressed('Key\0\0', 'plain').slice(0, -5)],
  ['without an end', bytesOf('Key')],
  ['of more than a megabyte', compressed('Key\0\0', new Uint8Array(200_000_000))],
])('takes no compressed text %s', (_, data) => {
  expect(textOf(['zTXt', data])).toBeUndefined();
});
