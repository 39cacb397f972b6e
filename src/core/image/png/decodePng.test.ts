import { describe, expect, it } from 'vitest';
import { containerBlocks } from '../containerBlocks.ts';
import { crc32 } from '../crc32.ts';
import { DecodeError } from '../decodedImage.ts';
import { SAMPLE_PICTURES, sampleBytes } from '../../../testing/images/samplePictures.ts';
import { decodePng } from './decodePng.ts';

const PNGS = SAMPLE_PICTURES.filter(({ name }) => name.endsWith('.png'));

/** Bytes that the pixels need: all but the checksums of the deflated data and of its chunk, and the end chunk. */
function neededLength(bytes: Uint8Array): number {
  return bytes.length - 12 - 4 - 4;
}

const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = join(new TextEncoder().encode(type), data);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, data.length);
  numbers.setUint32(4, crc32(named));
  const [length, sum] = [new Uint8Array(numbers.buffer, 0, 4), new Uint8Array(numbers.buffer, 4, 4)];
  return join(length, named, sum);
}
const refuse = () => Promise.reject(new DecodeError('a.png', 'it is too hard'));
const fail = () => Promise.reject(new RangeError('no memory'));

describe('decodePng', () => {
  it.each(PNGS)('decodes $name by itself: $holds', async ({ name, width, height, rgb }) => {
    expect(await decodePng(sampleBytes(name), undefined, name)).toEqual({ width, height, data: Uint8Array.from(rgb) });
  });

  it.each(['rgba.png', 'gray.png', 'interlaced.png'])('refuses %s cut anywhere before its last pixel', async (name) => {
    const bytes = sampleBytes(name);
    const end = neededLength(bytes);
    for (let length = 8; length < end - 1; length++) {
      await expect(decodePng(bytes.slice(0, length), undefined, 'bird'), `${length} bytes`).rejects.toMatchObject({
        name: 'DecodeError',
        file: 'bird',
        message: 'bird is damaged: the end of the file is missing. Export or download it again.',
      });
    }
    expect(await decodePng(bytes.slice(0, end), undefined, 'bird')).toEqual(await decodePng(bytes, undefined, 'bird'));
  });

  it('refuses pixels whose bytes were changed', async () => {
    const bytes = sampleBytes('rgba.png');
    bytes[50] = (bytes[50] ?? 0) ^ 1;
    await expect(decodePng(bytes, undefined, 'bird.png')).rejects.toThrow(
      'bird.png is damaged: its data does not match its checksum. Export or download it again.',
    );
  });

  it('refuses a changed chunk before the pixels, though it be ancillary', async () => {
    const bytes = sampleBytes('transparent-colour.png');
    // In the payload of the chunk after the header.
    bytes[42] = (bytes[42] ?? 0) ^ 1;
    await expect(decodePng(bytes, undefined, 'bird.png')).rejects.toThrow('its data does not match its checksum');
  });

  it('refuses a PNG without pixels or without a header', async () => {
    const bytes = sampleBytes('rgba.png');
    const header = bytes.slice(0, 33);
    const end = bytes.slice(-12);
    await expect(decodePng(join(header, end), undefined, 'a.png')).rejects.toThrow('it holds no pixels');
    await expect(decodePng(join(header.slice(0, 8), end), undefined, 'a.png')).rejects.toThrow(
      'it does not start with a header',
    );
  });

  it.each([
    [24, 3, 'three bits a sample'],
    [25, 1, 'a colour type that there is not'],
    [27, 1, 'another kind of filtering'],
  ])('refuses byte %i as %i: %s', async (at, value) => {
    await expect(decodePng(sampleBytes('gray.png').with(at, value), undefined, 'a.png')).rejects.toThrow(
      'a.png is damaged: its header names no kind of PNG.',
    );
  });

  it('leaves ordinary pictures to a faster decoder, and others not', async () => {
    const image = { width: 1, height: 1, data: Uint8Array.of(7, 7, 7) };
    const fast = () => Promise.resolve(image);
    const isLeft = async (name: string) => (await decodePng(sampleBytes(name), fast, name)) === image;
    for (const name of ['rgba.png', 'gray-alpha.png', 'profile.png', 'turned.png'])
      expect(await isLeft(name)).toBe(true);
    for (const { name } of PNGS.filter(
      (png) => !['rgba', 'gray-alpha', 'profile', 'turned'].includes(png.name.slice(0, -4)),
    )) {
      const left = await isLeft(name);
      expect(left, name).toBe(
        ['transparent-colour.png', 'filters.png', 'missing-row.png', 'trailing-data.png', 'no-adler.png'].includes(
          name,
        ),
      );
    }
  });

  it('takes pixels from the first run of chunks alone, also where a faster decoder would go on', async () => {
    const bytes = sampleBytes('rgba.png');
    const { start, end } = [...containerBlocks(bytes, 'png')].find(({ type }) => type === 'IDAT') ?? expect.fail();
    const pixels = [bytes.slice(start, start + 9), bytes.slice(start + 9, end)].map((part) => chunk('IDAT', part));
    const [one, two] = [pixels[0] ?? bytes, pixels[1] ?? bytes];
    const [before, behind] = [bytes.slice(0, start - 8), bytes.slice(end + 4)];
    const image = { width: 1, height: 1, data: Uint8Array.of(7, 7, 7) };
    const fast = () => Promise.resolve(image);
    expect(await decodePng(join(before, one, two, behind), fast, 'a.png')).toBe(image);
    const parted = join(before, one, chunk('tEXt', Uint8Array.of(97, 0, 98)), two, behind);
    for (const decoder of [undefined, fast])
      await expect(decodePng(parted, decoder, 'a.png')).rejects.toThrow('its pixels cannot be decoded');
  });

  it('decodes what a faster decoder refuses, and passes other faults on', async () => {
    expect([...(await decodePng(sampleBytes('missing-row.png'), refuse, 'a.png')).data]).toEqual([
      80, 80, 80, 96, 96, 96, 0, 0, 0, 0, 0, 0,
    ]);
    await expect(decodePng(sampleBytes('rgba.png'), fail, 'a.png')).rejects.toThrow('no memory');
  });

  it('holds a palette to 256 colours', async () => {
    const bytes = sampleBytes('palette.png');
    const palette = new Uint8Array(4 + 257 * 3 + 4);
    palette.set([0x50, 0x4c, 0x54, 0x45]);
    const view = new DataView(palette.buffer);
    view.setUint32(palette.length - 4, crc32(palette.subarray(0, -4)));
    const long = Uint8Array.from([...bytes.subarray(0, 33), 0, 0, 3, 3, ...palette, ...bytes.subarray(33)]);
    await expect(decodePng(long, undefined, 'a.png')).rejects.toThrow('its palette has more than 256 colours');
  });
});
