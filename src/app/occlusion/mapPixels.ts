/**
 * Orange where the score is lower without a block, purple where it is higher: the ends of ColorBrewer's PuOr, which people with any
 * kind of colour blindness tell apart. Nothing is drawn where nothing changes, so that the picture is seen there.
 */
const LOSS_COLOR = [230, 97, 1] as const;
const GAIN_COLOR = [94, 60, 153] as const;

/** The pixels of a map, red, green, blue and opacity: a block's opacity is its share of the greatest change. */
export function mapPixels(map: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const greatest = greatestOf(map);
  const pixels = new Uint8ClampedArray(map.length * 4);
  for (const [block, value] of map.entries()) {
    const share = greatest > 0 ? Math.abs(value) / greatest : 0;
    pixels.set([...(value > 0 ? LOSS_COLOR : GAIN_COLOR), Math.round(share * 255)], block * 4);
  }
  return pixels;
}

/** The greatest change of a block, whichever way. */
export function greatestOf(map: Float32Array): number {
  return map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
