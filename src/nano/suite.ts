import type { RgbImage } from '../core/image/rgbImage.ts';
import { Random } from '../evaluation/statistics/random.ts';
import { DAMAGE_KINDS, DAMAGE_STRENGTHS, damageImage } from './damage.ts';
import type { Dimension } from './dimension.ts';
import { EDIT_TYPES, possibleEdits, type EditType } from './edit.ts';
import { GRADES, randomOutcome, type Grade } from './outcome.ts';
import { paintScene } from './paintScene.ts';
import { randomScene } from './scene.ts';
import { randomInstruction } from './wording.ts';

/** With independent grades, 15 pairs of which 11 have different ones, for one look at the source. */
export const CANDIDATES_PER_SCENE = 6;

/** A source, an instruction, and edits whose grades are known. */
export interface NanoCase {
  readonly type: EditType;
  readonly instruction: string;
  readonly source: RgbImage;
  readonly candidates: readonly NanoCandidate[];
}

export interface NanoCandidate {
  readonly image: RgbImage;
  readonly grades: Readonly<Record<Dimension, Grade>>;
}

/**
 * Case `index` of the set that `seed` stands for. The types of edit take turns; both grades of a candidate are drawn
 * independently, each as likely as the others.
 */
export function nanoCase(seed: number, index: number): NanoCase {
  const random = new Random(seed, index);
  const type = EDIT_TYPES[index % EDIT_TYPES.length] ?? 'recolor';
  const scene = randomScene(random);
  const edit = random.pick(possibleEdits(scene, type));
  const instruction = randomInstruction(random, scene, edit);
  const candidates = Array.from({ length: CANDIDATES_PER_SCENE }, () => {
    const grades = { instructionFollowing: random.pick(GRADES), visualQuality: random.pick(GRADES) };
    const edited = paintScene(randomOutcome(random, scene, edit, grades.instructionFollowing));
    return { image: randomlyDamaged(random, edited, grades.visualQuality), grades };
  });
  return { type, instruction, source: paintScene(scene), candidates };
}

/** Damaged as the grade of visual quality says: not at all at 4. */
export function randomlyDamaged(random: Random, image: RgbImage, grade: Grade): RgbImage {
  if (grade === 4) return image;
  const kind = random.pick(DAMAGE_KINDS);
  return damageImage(image, kind, DAMAGE_STRENGTHS[kind][3 - grade] ?? 0, random);
}
