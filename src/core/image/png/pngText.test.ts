import sharp from 'sharp';
import { expect, it } from 'vitest';
import { withPngText } from './pngText.ts';

it('puts a text into a PNG that other programs read, and changes no pixel', async () => {
  const png = await sharp({ create: { width: 2, height: 1, channels: 3, background: '#0b6e4f' } })
    .png()
    .toBuffer();
  const described = withPngText(png, 'Description', 'Data: set_scores.jsonl, “Σ”');
  const { comments } = await sharp(described).metadata();
  expect(comments).toEqual([{ keyword: 'Description', text: 'Data: set_scores.jsonl, “Σ”' }]);
  expect(await sharp(described).raw().toBuffer()).toEqual(await sharp(png).raw().toBuffer());
});
