import { describe, expect, it } from 'vitest';
import { covers, paintScene } from './paintScene.ts';
import { COLORS, PICTURE_SIZE, type Rgb, type Shape, type Thing } from './scene.ts';

const HALF = 30;
const GRAY: Rgb = [130, 140, 150];

function paint(thing: Partial<Thing> = {}, gradient = 0) {
  const things: Thing[] = [
    { shape: 'square', color: 'red', place: 'center', halfSize: HALF, offsetX: 0, offsetY: 0, ...thing },
  ];
  const { data } = paintScene({ background: { color: GRAY, gradient }, things });
  return (x: number, y: number) => [...data.subarray((y * PICTURE_SIZE + x) * 3, (y * PICTURE_SIZE + x) * 3 + 3)];
}

/** The share of the square of twice the half-size that a shape covers, by fine sampling. */
function share(shape: Shape): number {
  const steps = 600;
  let covered = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      if (covers(shape, (2 * (i + 0.5)) / steps - 1, (2 * (j + 0.5)) / steps - 1, 1)) covered++;
    }
  }
  return covered / steps ** 2;
}

describe('shapes', () => {
  it('have the areas of their kind', () => {
    expect(share('circle')).toBeCloseTo(Math.PI / 4, 3);
    expect(share('square')).toBe(1);
    expect(share('triangle')).toBeCloseTo(0.5, 2);
    // Ten triangles with sides 1 and 0.45 at an angle of 36 degrees, in a square of area 4.
    expect(share('star')).toBeCloseTo((10 * 0.5 * 0.45 * Math.sin(Math.PI / 5)) / 4, 3);
  });

  it('a triangle has its apex up and is as high as wide', () => {
    expect(covers('triangle', 0, -29.9, HALF)).toBe(true);
    expect(covers('triangle', 2, -29.9, HALF)).toBe(false);
    for (const side of [-1, 1]) {
      expect(covers('triangle', side * 29.9, 29.9, HALF)).toBe(true);
      expect(covers('triangle', side * 30.1, 29.9, HALF)).toBe(false);
    }
    expect(covers('triangle', 0, 30.1, HALF)).toBe(false);
  });

  it('a star has five points at the outer radius, one of them up, and corners between at 0.45 of it', () => {
    for (let k = 0; k < 10; k++) {
      const angle = (k * Math.PI) / 5;
      const radius = k % 2 === 0 ? HALF : 0.45 * HALF;
      const at = (distance: number) => covers('star', distance * Math.sin(angle), -distance * Math.cos(angle), HALF);
      expect([at(0.99 * radius), at(1.01 * radius)], `corner ${k}`).toEqual([true, false]);
    }
  });
});

describe('paintScene', () => {
  it('puts a thing into its cell, off its centre as told', () => {
    const pixel = paint({ place: 'bottom left', halfSize: 18, offsetX: 5, offsetY: -4 });
    // The cell's centre is at (37.33, 186.67): the square reaches from 24.33 to 60.33 and from 164.67 to 200.67.
    for (const [x, y] of [
      [25, 165],
      [59, 165],
      [25, 199],
      [59, 199],
    ] as const) {
      expect(pixel(x, y)).toEqual(COLORS.red);
    }
    for (const [x, y] of [
      [23, 180],
      [61, 180],
      [40, 163],
      [40, 201],
    ] as const) {
      expect(pixel(x, y)).toEqual(GRAY);
    }
  });

  it('mixes colours at an edge by the share that is covered', () => {
    // The centre of the picture is at 112: the square's left edge is at 81.75, a quarter of pixel 81.
    const pixel = paint({ halfSize: 30.25 });
    expect(pixel(80, 112)).toEqual(GRAY);
    expect(pixel(81, 112)).toEqual(GRAY.map((level, k) => Math.round(level + ((COLORS.red[k] ?? 0) - level) / 4)));
    expect(pixel(82, 112)).toEqual(COLORS.red);
  });

  it('grades the background from top to bottom', () => {
    const pixel = paint({}, 25);
    expect(pixel(0, 0)).toEqual([105, 115, 125]);
    expect(pixel(223, 223)).toEqual([155, 165, 175]);
    expect(pixel(0, 111)).toEqual(pixel(223, 111));
  });
});
