import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { decodeWebp } from './decodeWebp.ts';
import { readWebpStructure } from './webpStructure.ts';

/** Stands for the platform's decoder, which need not look at the picture here. */
const decode = async () => ({ width: 1, height: 1, data: new Uint8Array(3) });

describe('readWebpStructure', () => {
  it.each([
    ['lossy.webp', 4, 4],
    ['alpha.webp', 3, 1],
    ['turned.webp', 2, 3],
    ['lossy-alpha.webp', 6, 4],
  ])('reads the size of %s', (name, width, height) => {
    expect(readWebpStructure(sampleBytes(name), name)).toEqual({ width, height, firstFrame: undefined });
  });

  it('finds the first frame of an animation', () => {
    expect(readWebpStructure(sampleBytes('animated.webp'), 'a.webp')).toMatchObject({
      width: 6,
      height: 4,
      firstFrame: { left: 2, top: 2, width: 3, height: 2, alpha: { type: 'ALPH' }, picture: { type: 'VP8 ' } },
    });
  });

  it("goes by the size of the frame's picture, and refuses one beyond the canvas", () => {
    const bytes = sampleBytes('animated.webp');
    const frame = String.fromCharCode(...bytes).indexOf('ANMF') + 8;
    expect(readWebpStructure(bytes.with(frame + 6, 200), 'a.webp').firstFrame).toMatchObject({ width: 3, height: 2 });
    expect(() => readWebpStructure(bytes.with(frame, 2), 'a.webp')).toThrow('its frame does not fit into the picture');
  });

  it('refuses a first chunk that is no picture', () => {
    const bytes = sampleBytes('lossy.webp');
    bytes[12] = 0x41;
    expect(() => readWebpStructure(bytes, 'a.webp')).toThrow('a.webp is damaged: its header cannot be read.');
  });
});

describe('decodeWebp', () => {
  it("gives the platform the first frame alone, and puts it on the animation's canvas", async () => {
    const frames: Uint8Array[] = [];
    const image = await decodeWebp(
      sampleBytes('animated.webp'),
      async (bytes) => {
        frames.push(bytes);
        return { width: 3, height: 2, data: new Uint8Array(18).fill(9) };
      },
      'a.webp',
    );
    expect(readWebpStructure(frames[0] ?? new Uint8Array(), 'a.webp')).toEqual({
      width: 3,
      height: 2,
      firstFrame: undefined,
    });
    expect(image).toMatchObject({ width: 6, height: 4 });
    expect(image.data.reduce((sum, byte) => sum + byte, 0)).toBe(18 * 9);
    expect(image.data[(2 * 6 + 2) * 3]).toBe(9);
  });

  it.each(['alpha.webp', 'animated.webp'])('takes %s, with bytes after it or without', async (name) => {
    const bytes = sampleBytes(name);
    await expect(decodeWebp(bytes, decode, name)).resolves.toBeDefined();
    const longer = Uint8Array.from([...bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await expect(decodeWebp(longer, decode, name)).resolves.toBeDefined();
  });

  it.each(['alpha.webp', 'animated.webp'])('refuses %s cut anywhere', async (name) => {
    const bytes = sampleBytes(name);
    for (let length = 12; length < bytes.length; length++) {
      await expect(decodeWebp(bytes.slice(0, length), decode, 'bird'), `${length} bytes`).rejects.toMatchObject({
        name: 'DecodeError',
        message: 'bird is damaged: the end of the file is missing. Export or download it again.',
      });
    }
  });
});
