import type { RgbImage } from '../core/image/rgbImage.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { applyEdit, possibleEdits } from './edit.ts';
import type { Grade } from './outcome.ts';
import { paintScene } from './paintScene.ts';
import { PICTURE_SIZE, randomPose, randomScene } from './scene.ts';
import { randomlyDamaged } from './suite.ts';
import { randomInstruction } from './wording.ts';

/** Edits that change one object where it stands. */
const CHANGES = ['recolor', 'remove', 'replace'] as const;

/** An edit that was done as asked, and where it changed the picture. */
export interface ChangedObject {
  readonly type: (typeof CHANGES)[number];
  readonly instruction: string;
  readonly source: RgbImage;
  readonly edited: RgbImage;
  /** Whether the object was, or is now, in a square of the picture: `side` pixels wide, from this pixel on. */
  isIn(x: number, y: number, side: number): boolean;
}

/** Case `index` of the set that `seed` stands for, with the damage of a grade of visual quality over the whole picture. */
export function changedObject(seed: number, index: number, quality: Grade): ChangedObject {
  const random = new Random(seed, index);
  const type = CHANGES[index % CHANGES.length] ?? 'recolor';
  const scene = randomScene(random);
  const edit = random.pick(possibleEdits(scene, type));
  const instruction = randomInstruction(random, scene, edit);
  const source = paintScene(scene);
  const done = paintScene(applyEdit(scene, edit, randomPose(random)));
  return {
    type,
    instruction,
    source,
    edited: randomlyDamaged(random, done, quality),
    isIn: (x, y, side) => differsIn(source, done, x, y, side),
  };
}

function differsIn(one: RgbImage, other: RgbImage, left: number, top: number, side: number): boolean {
  for (let y = top; y < top + side; y++) {
    const start = (y * PICTURE_SIZE + left) * 3;
    const end = start + side * 3;
    for (let i = start; i < end; i++) if (one.data[i] !== other.data[i]) return true;
  }
  return false;
}
