import sharp from 'sharp';

/** A picture of a disc on a ground, in colours that `seed` chooses. */
export function drawPng(seed: number, size: number): Promise<Buffer> {
  const colour = (turn: number) => `hsl(${(seed * 47 + turn) % 360} 60% ${40 + (seed % 5) * 8}%)`;
  const radius = size * (0.15 + (seed % 7) * 0.04);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">` +
    `<rect width="100%" height="100%" fill="${colour(0)}"/>` +
    `<circle cx="${size * (0.3 + (seed % 3) * 0.2)}" cy="${size / 2}" r="${radius}" fill="${colour(150)}"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
