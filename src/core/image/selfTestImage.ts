import type { RgbImage } from './rgbImage.ts';

const CHANNELS = 3;
/** Squares from half the short side down to a few pixels: large ones cross attention windows, small ones fill patches. */
const SHAPE_COUNT = 48;
/** Amplitude of the noise, in levels. */
const NOISE = 24;

/**
 * Draws the picture of a model package's self-test. The same seed and sizes give the same bytes on every machine, since
 * the drawing uses integers only. Colour ramps make every place different. Shapes of all sizes and fine noise make
 * every patch different. So wrong positions or wrong attention show in the reward.
 */
export function drawSelfTestImage(seed: number, width: number, height: number): RgbImage {
  const random = createRandom(seed);
  const image = { width, height, data: new Uint8Array(width * height * CHANNELS) };
  drawRamps(image, random);
  for (let k = 0; k < SHAPE_COUNT; k++) drawShape(image, k, random);
  addNoise(image, random);
  return image;
}

/** An integer in [0, bound). */
type Random = (bound: number) => number;

/** Xorshift with 32 bits of state (Marsaglia 2003, shifts 13, 17, 5): exact in 32-bit integer arithmetic. */
function createRandom(seed: number): Random {
  // The state may not be zero; the odd multiplier spreads small seeds.
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // The low bits of a xorshift are its weakest.
    return (state >>> 8) % bound;
  };
}

function drawRamps({ width, height, data }: RgbImage, random: Random): void {
  const ramps = Array.from({ length: CHANNELS }, () => ({
    base: random(256),
    across: random(256) - 128,
    down: random(256) - 128,
  }));
  ramps.forEach(({ base, across, down }, channel) => {
    // Once for a column: a visit draws this with code that no browser has yet made fast.
    const columns = Int32Array.from({ length: width }, (_, x) => base + Math.trunc((across * x) / width));
    let at = channel;
    for (let y = 0; y < height; y++) {
      const row = Math.trunc((down * y) / height);
      for (let x = 0; x < width; x++, at += CHANNELS) data[at] = clamp((columns[x] ?? 0) + row);
    }
  });
}

/** Shape `k` is a rectangle, a disc or stripes. Shapes shrink as `k` grows, so the small ones lie on top. */
function drawShape(image: RgbImage, k: number, random: Random): void {
  const limit = Math.max(2, Math.trunc(Math.min(image.width, image.height) / (2 + Math.trunc(k / 3))));
  const radius = 1 + random(limit);
  const centerX = random(image.width);
  const centerY = random(image.height);
  const color = [random(256), random(256), random(256)];
  const period = 2 + random(15);
  const covers = SHAPES[k % SHAPES.length] ?? coversRectangle;
  for (let y = Math.max(0, centerY - radius); y < Math.min(image.height, centerY + radius); y++) {
    for (let x = Math.max(0, centerX - radius); x < Math.min(image.width, centerX + radius); x++) {
      if (covers(x - centerX, y - centerY, radius, period)) {
        image.data.set(color, (y * image.width + x) * CHANNELS);
      }
    }
  }
}

/** Whether a shape covers the point (x, y) from its centre; called inside its bounding square only. */
type Shape = (x: number, y: number, radius: number, period: number) => boolean;
const coversRectangle: Shape = (_x, y, radius) => 2 * Math.abs(y) < radius;
const coversDisc: Shape = (x, y, radius) => x * x + y * y < radius * radius;
const coversStripes: Shape = (x, y, radius, period) => (x + 2 * y + 4 * radius) % period < 2;
const SHAPES = [coversRectangle, coversDisc, coversStripes];

function addNoise({ data }: RgbImage, random: Random): void {
  for (let k = 0; k < data.length; k++) data[k] = clamp((data[k] ?? 0) + random(2 * NOISE + 1) - NOISE);
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
