import type { Random } from '../evaluation/statistics/random.ts';
import { applyEdit, ASPECTS, differingAspects, possibleEdits, type Edit } from './edit.ts';
import {
  COLOR_NAMES,
  isAlike,
  randomBackground,
  randomPose,
  randomScene,
  type Background,
  type ColorName,
  type Scene,
  type Thing,
} from './scene.ts';

/** What people would give: 4 is best. */
export const GRADES = [4, 3, 2, 1] as const;
export type Grade = (typeof GRADES)[number];

/** A background that counts as another one differs by this many levels in one channel at least. */
const BACKGROUND_CHANGE = 40;

/**
 * What an editor of this grade made of a scene that `edit` was asked of. 4: that and nothing else. 3: that, and another
 * thing has another colour or is lost, or the background has changed. 2: another object, colour, shape or place than
 * asked. 1: nothing, or another picture.
 */
export function randomOutcome(random: Random, source: Scene, edit: Edit, grade: Grade): Scene {
  const pose = randomPose(random);
  switch (grade) {
    case 4:
      return applyEdit(source, edit, pose);
    case 3:
      return changeMore(random, source, applyEdit(source, edit, pose));
    case 2:
      return applyEdit(source, mistake(random, source, edit), pose);
    case 1:
      return random.pick([() => source, () => randomScene(random)])();
  }
}

/** An edit that differs from the one asked for in one aspect. Each aspect that can be wrong is equally likely. */
function mistake(random: Random, source: Scene, edit: Edit): Edit {
  const others = possibleEdits(source, edit.type).map((other) => ({ other, aspects: differingAspects(edit, other) }));
  const byAspect = ASPECTS.map((aspect) =>
    others.filter(({ aspects }) => aspects.length === 1 && aspects[0] === aspect).map(({ other }) => other),
  );
  return random.pick(random.pick(byAspect.filter((edits) => edits.length > 0)));
}

function changeMore(random: Random, source: Scene, done: Scene): Scene {
  // The edit made new objects of what it touched.
  const untouched = done.things.filter((thing) => source.things.includes(thing));
  const victim = random.pick(untouched);
  const change = random.pick([
    () => ({ ...done, things: done.things.with(done.things.indexOf(victim), recolored(random, victim, source, done)) }),
    () => ({ ...done, things: done.things.filter((thing) => thing !== victim) }),
    () => ({ ...done, background: otherBackground(random, done.background) }),
  ]);
  return change();
}

/** Unlike everything before and after the edit: else it could pass for the thing that was edited. */
function recolored(random: Random, thing: Thing, source: Scene, done: Scene): Thing {
  const known = [...source.things, ...done.things];
  const isNew = (color: ColorName) => !known.some((other) => isAlike(other, { shape: thing.shape, color }));
  return { ...thing, color: random.pick(COLOR_NAMES.filter(isNew)) };
}

function otherBackground(random: Random, { color }: Background): Background {
  for (;;) {
    const background = randomBackground(random);
    const change = background.color.map((level, channel) => Math.abs(level - (color[channel] ?? 0)));
    if (Math.max(...change) >= BACKGROUND_CHANGE) return background;
  }
}
