import type { Random } from '../evaluation/statistics/random.ts';

/** The world of EditReward-Nano: a square picture with a few plain shapes on a 3 x 3 grid. */

/** Side of every picture, in pixels. */
export const PICTURE_SIZE = 224;
export const SHAPES = ['circle', 'square', 'triangle', 'star'] as const;
export const COLOR_NAMES = ['red', 'green', 'blue', 'yellow', 'purple', 'orange', 'black', 'white'] as const;
/** The cells of the grid, row by row. */
export const PLACES = [
  ...(['top left', 'top', 'top right'] as const),
  ...(['left', 'center', 'right'] as const),
  ...(['bottom left', 'bottom', 'bottom right'] as const),
];

export type Shape = (typeof SHAPES)[number];
export type ColorName = (typeof COLOR_NAMES)[number];
export type Place = (typeof PLACES)[number];
/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export const COLORS: Readonly<Record<ColorName, Rgb>> = {
  red: [220, 40, 40],
  green: [40, 170, 60],
  blue: [40, 80, 220],
  yellow: [235, 205, 40],
  purple: [140, 50, 180],
  orange: [240, 140, 30],
  black: [25, 25, 25],
  white: [245, 245, 245],
};

/** Every shape in every colour. */
export const KINDS = SHAPES.flatMap((shape) => COLOR_NAMES.map((color) => ({ shape, color })));

/** Where exactly in its cell a thing lies, and how large it is, in pixels. */
export interface Pose {
  /** Radius of a circle and of a star's points; half the side of a square; half the width and height of a triangle. */
  readonly halfSize: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Thing extends Pose {
  readonly shape: Shape;
  readonly color: ColorName;
  readonly place: Place;
}

export interface Background {
  /** At half height. */
  readonly color: Rgb;
  /** How much lighter the lower edge is than half height, and darker the upper edge; negative the other way round. */
  readonly gradient: number;
}

export interface Scene {
  readonly background: Background;
  readonly things: readonly Thing[];
}

/** Whether the words for both are the same, as in "the red circle". */
export function isAlike(one: Pick<Thing, 'shape' | 'color'>, other: Pick<Thing, 'shape' | 'color'>): boolean {
  return one.shape === other.shape && one.color === other.color;
}

export function freePlaces({ things }: Scene): Place[] {
  return PLACES.filter((place) => things.every((thing) => thing.place !== place));
}

/** Two to four things in different cells, no two alike. */
export function randomScene(random: Random): Scene {
  const things: Thing[] = [];
  for (const place of random.shuffled(PLACES).slice(0, random.integer(2, 4))) {
    const unlike = KINDS.filter((kind) => !things.some((thing) => isAlike(thing, kind)));
    things.push({ ...random.pick(unlike), place, ...randomPose(random) });
  }
  return { background: randomBackground(random), things };
}

export function randomPose(random: Random): Pose {
  return {
    halfSize: random.between(18, 32),
    offsetX: random.between(-5, 5),
    offsetY: random.between(-5, 5),
  };
}

/** One in two has a gradient. */
export function randomBackground(random: Random): Background {
  const channel = () => random.integer(120, 215);
  const gradient = random.pick([0, 0, -1, 1]) * random.between(20, 30);
  return { color: [channel(), channel(), channel()], gradient };
}
