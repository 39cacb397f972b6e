import { describe, expect, it } from 'vitest';
import { loadDecoder } from './loadDecoder.ts';

const notThere = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

describe('loadDecoder', () => {
  it('gives what is loaded', async () => {
    expect(await loadDecoder(async () => 7, 'a.jpg')).toBe(7);
  });

  it('names the picture whose decoder does not come', async () => {
    await expect(loadDecoder(notThere, 'a.jpg')).rejects.toMatchObject({
      name: 'DecoderMissingError',
      file: 'a.jpg',
      message: expect.stringMatching(/^a\.jpg could not be read: the part/),
    });
  });
});
