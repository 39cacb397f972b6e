import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { mayBeTransparent } from './mayBeTransparent.ts';

const picture = (channels: 3 | 4) =>
  sharp({ create: { width: 4, height: 4, channels, background: { r: 9, g: 9, b: 9, alpha: 0.5 } } });

describe('a picture that may be transparent', () => {
  it.each([
    ['RGBA', picture(4).png(), true],
    ['RGB', picture(3).png(), false],
    ['grey', picture(3).greyscale().png(), false],
    ['a palette with transparency', picture(4).png({ palette: true }), true],
    ['a palette without', picture(3).png({ palette: true }), false],
  ])('is told of a PNG of %s', async (_what, png, expected) => {
    expect(mayBeTransparent(new Uint8Array(await png.toBuffer()), 'png')).toBe(expected);
  });

  it('is no JPEG, and ends with what is there of a PNG', async () => {
    expect(mayBeTransparent(new Uint8Array(), 'jpeg')).toBe(false);
    expect(mayBeTransparent(new Uint8Array(await picture(3).png().toBuffer()).subarray(0, 40), 'png')).toBe(false);
  });
});
