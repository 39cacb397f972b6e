/** `npx tsx src/build/writeIcons.ts`: the icons of an installed site, drawn from `public/icon.svg`. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const svg = readFileSync('public/icon.svg');
/** Systems cut a maskable icon to a circle of 80% at least. https://w3c.github.io/manifest/#icon-masks */
const MASKABLE = { size: 512, drawing: 320, paper: '#fafafa' };

for (const size of [192, 512]) await draw(size).toFile(`public/icon-${size}.png`);

const margin = (MASKABLE.size - MASKABLE.drawing) / 2;
await draw(MASKABLE.drawing)
  .extend({ top: margin, bottom: margin, left: margin, right: margin, background: MASKABLE.paper })
  .flatten({ background: MASKABLE.paper })
  .png({ palette: true })
  .toFile('public/icon-maskable-512.png');

/** The drawing has 32 units a side, at the 72 of them an inch that the renderer takes for pixels. */
function draw(size: number) {
  return sharp(svg, { density: (72 * size) / 32 })
    .resize(size)
    .png({ palette: true });
}
