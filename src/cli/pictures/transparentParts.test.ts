import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { hasTransparentParts } from './transparentParts.ts';

const SIDE = 300;
/** White, and of a square in its corner the alpha that is given. */
function picture(alpha: number, side = 40) {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) data[(y * SIDE + x) * 4 + 3] = alpha;
  return sharp(data, { raw: { width: SIDE, height: SIDE, channels: 4 } });
}

describe.each(['png', 'webp', 'avif', 'gif'] as const)('a picture as %s', (format) => {
  it('has transparent parts where its alpha says so', async () => {
    expect(await hasTransparentParts(await picture(0).toFormat(format).toBuffer())).toBe(true);
    expect(await hasTransparentParts(await picture(255).toFormat(format).toBuffer())).toBe(false);
  });
});

it('is asked of palettes too, and of parts that are only half transparent', async () => {
  expect(await hasTransparentParts(await picture(0).png({ palette: true }).toBuffer())).toBe(true);
  expect(await hasTransparentParts(await picture(128).png().toBuffer())).toBe(true);
});

it('is not said of a single pixel of many', async () => {
  expect(await hasTransparentParts(await picture(0, 1).png().toBuffer())).toBe(false);
  expect(await hasTransparentParts(await picture(0, 2).png().toBuffer())).toBe(true);
});

it('is not asked of a JPEG, nor of what is no picture', async () => {
  expect(await hasTransparentParts(await picture(0).jpeg().toBuffer())).toBe(false);
  expect(await hasTransparentParts(new TextEncoder().encode('no picture'))).toBe(false);
  expect(await hasTransparentParts((await readFile('public/examples/recolor/done.png')).subarray(0, 100))).toBe(false);
});
