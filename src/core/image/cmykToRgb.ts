/** Pillow's `cmyk2rgb`: white less black, less the share of the ink, each product rounded. Four bytes in, three out. */
export function cmykToRgb(pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array((pixels.length / 4) * 3);
  for (let from = 0, to = 0; from < pixels.length; from += 4) {
    const light = 255 - (pixels[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++) data[to++] = inkOnLight(pixels[from + ink] ?? 0, light);
  }
  return data;
}

/** What is left of `light` (white less black) under an ink. */
export function inkOnLight(ink: number, light: number): number {
  const product = ink * light + 128;
  return light - (((product >> 8) + product) >> 8);
}
