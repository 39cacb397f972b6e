import type { RgbImage } from '../core/image/rgbImage.ts';
import { COLORS, PICTURE_SIZE, PLACES, type Background, type Scene, type Shape, type Thing } from './scene.ts';

const CHANNELS = 3;
const GRID = 3;
/** Samples a pixel along each side; 16 shades of an edge look smooth. */
const SUBSAMPLES = 4;
/** Inner radius of a star, of its outer one. */
const STAR_INNER = 0.45;
const STAR_POINT_ANGLE = (2 * Math.PI) / 5;

/** Paints a scene, with smooth edges: each pixel takes a thing's colour by the share of it that the thing covers. */
export function paintScene({ background, things }: Scene): RgbImage {
  const data = new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * CHANNELS);
  paintBackground(data, background);
  for (const thing of things) paintThing(data, thing);
  return { width: PICTURE_SIZE, height: PICTURE_SIZE, data };
}

function paintBackground(data: Uint8Array, { color, gradient }: Background): void {
  for (let y = 0; y < PICTURE_SIZE; y++) {
    const lighter = gradient * ((2 * y) / (PICTURE_SIZE - 1) - 1);
    const row = color.map((channel) => Math.round(channel + lighter));
    for (let x = 0; x < PICTURE_SIZE; x++) data.set(row, (y * PICTURE_SIZE + x) * CHANNELS);
  }
}

function paintThing(data: Uint8Array, thing: Thing): void {
  const { x: centerX, y: centerY } = centerOf(thing);
  const color = COLORS[thing.color];
  const { halfSize } = thing;
  for (let y = Math.floor(centerY - halfSize); y < centerY + halfSize; y++) {
    for (let x = Math.floor(centerX - halfSize); x < centerX + halfSize; x++) {
      const share = coverage(thing.shape, x - centerX, y - centerY, halfSize);
      blend(data, (y * PICTURE_SIZE + x) * CHANNELS, color, share);
    }
  }
}

/** In pixels from the upper left corner of the picture. */
export function centerOf({ place, offsetX, offsetY }: Thing): { readonly x: number; readonly y: number } {
  const cell = PLACES.indexOf(place);
  const along = (index: number) => ((index + 0.5) * PICTURE_SIZE) / GRID;
  return { x: along(cell % GRID) + offsetX, y: along(Math.floor(cell / GRID)) + offsetY };
}

/** The share of the pixel with its upper left corner at (x, y) from the centre that the shape covers. */
function coverage(shape: Shape, x: number, y: number, halfSize: number): number {
  let covered = 0;
  for (let row = 0; row < SUBSAMPLES; row++) {
    for (let column = 0; column < SUBSAMPLES; column++) {
      const sampleX = x + (column + 0.5) / SUBSAMPLES;
      const sampleY = y + (row + 0.5) / SUBSAMPLES;
      if (covers(shape, sampleX, sampleY, halfSize)) covered++;
    }
  }
  return covered / SUBSAMPLES ** 2;
}

function blend(data: Uint8Array, at: number, color: readonly number[], share: number): void {
  for (const [channel, level] of color.entries()) {
    const below = data[at + channel] ?? 0;
    data[at + channel] = Math.round(below + share * (level - below));
  }
}

/** Whether a shape covers the point (x, y) from its centre; y grows downwards. */
export function covers(shape: Shape, x: number, y: number, halfSize: number): boolean {
  switch (shape) {
    case 'circle':
      return Math.hypot(x, y) <= halfSize;
    case 'square':
      return Math.max(Math.abs(x), Math.abs(y)) <= halfSize;
    case 'triangle':
      return y <= halfSize && Math.abs(x) <= (y + halfSize) / 2;
    case 'star':
      return starCovers(x, y, halfSize);
  }
}

/** A star is ten mirrored copies of one triangle: centre, a point, the next inner corner. Folds (x, y) into it. */
function starCovers(x: number, y: number, halfSize: number): boolean {
  const fromUp = Math.atan2(x, -y);
  const fromPoint = Math.abs(fromUp - STAR_POINT_ANGLE * Math.round(fromUp / STAR_POINT_ANGLE));
  const along = Math.hypot(x, y) * Math.cos(fromPoint);
  const across = Math.hypot(x, y) * Math.sin(fromPoint);
  const cornerAlong = STAR_INNER * halfSize * Math.cos(STAR_POINT_ANGLE / 2);
  const cornerAcross = STAR_INNER * halfSize * Math.sin(STAR_POINT_ANGLE / 2);
  return (cornerAlong - halfSize) * across - cornerAcross * (along - halfSize) >= 0;
}
