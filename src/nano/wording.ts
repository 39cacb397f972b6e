import type { Random } from '../evaluation/statistics/random.ts';
import type { Edit, EditType } from './edit.ts';
import type { ColorName, Place, Scene, Shape } from './scene.ts';

/**
 * `{old}` is the thing that is edited ("red circle"), `{new}` what replaces it or is added ("an orange star"),
 * `{color}` a new colour, `{place}` the place to move to ("top left"). Nano was taught all of these wordings.
 */
export const WORDINGS: Readonly<Record<EditType, readonly [string, ...string[]]>> = {
  recolor: [
    'Make the {old} {color}',
    'Change the {old} to {color}',
    'Paint the {old} {color}',
    'Turn the {old} {color}',
    'Change the color of the {old} to {color}',
    'The {old} should be {color}',
  ],
  remove: [
    'Remove the {old}',
    'Delete the {old}',
    'Erase the {old}',
    'Get rid of the {old}',
    'Take the {old} away',
    'Remove the {old} from the picture',
  ],
  add: [
    'Add {new} at the {place}',
    'Draw {new} at the {place}',
    'Put {new} in the {place}',
    'Insert {new} at the {place}',
    'There should be {new} at the {place}',
  ],
  replace: [
    'Replace the {old} with {new}',
    'Swap the {old} for {new}',
    'Turn the {old} into {new}',
    'Change the {old} into {new}',
    'Put {new} in place of the {old}',
  ],
  move: [
    'Move the {old} to the {place}',
    'Shift the {old} to the {place}',
    'Bring the {old} to the {place}',
    'Put the {old} at the {place}',
    'The {old} should be at the {place}',
  ],
};

/** One of the wordings, at random. */
export function randomInstruction(random: Random, scene: Scene, edit: Edit): string {
  return instructionFor(scene, edit, random.pick(WORDINGS[edit.type]));
}

/** `wording` with its names filled in; by default the first of the edit's type. */
export function instructionFor(scene: Scene, edit: Edit, wording: string = WORDINGS[edit.type][0]): string {
  const words = wordsFor(scene, edit);
  return wording.replaceAll(/\{(\w+)\}/g, (slot, name: string) => words[name] ?? slot);
}

function wordsFor(scene: Scene, edit: Edit): Record<string, string | undefined> {
  const { target, shape, color, place }: { target?: number; shape?: Shape; color?: ColorName; place?: Place } = edit;
  const old = target === undefined ? undefined : scene.things[target];
  return {
    old: old && `${old.color} ${old.shape}`,
    new: color && shape && `${article(color)} ${color} ${shape}`,
    color,
    place,
  };
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
