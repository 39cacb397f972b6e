import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../samplePictures.ts';
import { decodeWebp } from './decodeWebp.ts';

/** Stands for the platform's decoder, which need not look at the picture here. */
const decode = async () => ({ width: 1, height: 1, data: new Uint8Array(3) });

describe('decodeWebp', () => {
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
