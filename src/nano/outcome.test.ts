import { describe, expect, it } from 'vitest';
import { Random } from '../evaluation/statistics/random.ts';
import { applyEdit, EDIT_TYPES, possibleEdits, type EditType } from './edit.ts';
import { randomOutcome, type Grade } from './outcome.ts';
import { isAlike, randomScene, type Scene } from './scene.ts';

/** Outcomes of one grade, with the scene before, the scene as asked, and the edit. */
function outcomes(type: EditType, grade: Grade) {
  return Array.from({ length: 120 }, (_, k) => {
    const random = new Random(21, k);
    const source = randomScene(random);
    const edit = random.pick(possibleEdits(source, type));
    const outcome = randomOutcome(random, source, edit, grade);
    // What was added takes any pose: compare with the one it took.
    const pose = outcome.things.at(-1) ?? { halfSize: 0, offsetX: 0, offsetY: 0 };
    const { halfSize, offsetX, offsetY } = pose;
    return { source, edit, outcome, asked: applyEdit(source, edit, { halfSize, offsetX, offsetY }) };
  });
}

function words({ things }: Scene): string[] {
  return things.map(({ color, shape, place }) => `${color} ${shape} at ${place}`).toSorted();
}

/** In how many things two scenes differ, in either direction. */
function difference(one: Scene, other: Scene): number {
  const [ones, others] = [words(one), words(other)];
  return Math.max(
    ones.filter((thing) => !others.includes(thing)).length,
    others.filter((thing) => !ones.includes(thing)).length,
  );
}

describe.each(EDIT_TYPES)('outcomes of %s', (type) => {
  it('of grade 4 are what was asked', () => {
    for (const { outcome, asked } of outcomes(type, 4)) expect(outcome).toEqual(asked);
  });

  it('of grade 3 are what was asked, and one thing or the background is different', () => {
    const all = outcomes(type, 3);
    for (const { outcome, asked } of all) {
      const others = difference(outcome, asked);
      const otherGround = outcome.background !== asked.background;
      expect([others, otherGround]).toEqual(otherGround ? [0, true] : [1, false]);
      if (otherGround) {
        const change = outcome.background.color.map((level, k) => Math.abs(level - (asked.background.color[k] ?? 0)));
        expect(Math.max(...change)).toBeGreaterThanOrEqual(40);
      }
    }
    const lost = all.filter(({ outcome, asked }) => outcome.things.length < asked.things.length).length;
    const ground = all.filter(({ outcome, asked }) => outcome.background !== asked.background).length;
    // A third each: 40 of 120, give or take four standard deviations.
    expect(Math.abs(lost - 40)).toBeLessThan(21);
    expect(Math.abs(ground - 40)).toBeLessThan(21);
  });

  it('of grade 3 recolour nothing into what was there', () => {
    for (const { source, outcome, asked } of outcomes(type, 3)) {
      const fresh = outcome.things.filter((thing) => !asked.things.some((other) => isAlike(thing, other)));
      for (const thing of fresh) expect(source.things.some((other) => isAlike(thing, other))).toBe(false);
    }
  });

  it('of grade 2 did something else of that type', () => {
    for (const { source, outcome, asked } of outcomes(type, 2)) {
      expect(difference(outcome, source)).toBeGreaterThan(0);
      expect(difference(outcome, asked)).toBeGreaterThan(0);
      expect(outcome.background).toBe(source.background);
      expect(outcome.things.length).toBe(asked.things.length);
    }
  });

  it('of grade 1 are the source itself or another picture', () => {
    const all = outcomes(type, 1);
    const same = all.filter(({ source, outcome }) => outcome === source).length;
    expect(Math.abs(same - 60)).toBeLessThan(22);
    for (const { source, outcome } of all) {
      if (outcome !== source) expect(outcome.background).not.toEqual(source.background);
    }
  });
});
