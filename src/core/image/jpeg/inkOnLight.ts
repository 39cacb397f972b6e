/** Pillow's `cmyk2rgb`: what is left of `light` (white less black) under an ink, the product rounded in integers. */
export function inkOnLight(ink: number, light: number): number {
  const product = ink * light + 128;
  return light - (((product >> 8) + product) >> 8);
}
