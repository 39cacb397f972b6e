import { describe, expect, it } from 'vitest';
import { applyEdit, differingAspects, possibleEdits, type Edit } from './edit.ts';
import type { Pose, Scene, Thing } from './scene.ts';
import { instructionFor } from './wording.ts';

const pose: Pose = { halfSize: 20, offsetX: 1, offsetY: 2 };
const circle: Thing = { shape: 'circle', color: 'red', place: 'top left', halfSize: 30, offsetX: 0, offsetY: -3 };
const star: Thing = { shape: 'star', color: 'blue', place: 'center', halfSize: 25, offsetX: 2, offsetY: 0 };
const scene: Scene = { background: { color: [150, 150, 150], gradient: 0 }, things: [circle, star] };

/** What is asked, how it is said, and what is there after. */
const EDITS: readonly (readonly [Edit, string, readonly Thing[]])[] = [
  [{ type: 'recolor', target: 0, color: 'blue' }, 'Make the red circle blue', [{ ...circle, color: 'blue' }, star]],
  [{ type: 'remove', target: 1 }, 'Remove the blue star', [circle]],
  [
    { type: 'add', shape: 'square', color: 'orange', place: 'top' },
    'Add an orange square at the top',
    [circle, star, { shape: 'square', color: 'orange', place: 'top', ...pose }],
  ],
  [
    { type: 'replace', target: 0, shape: 'triangle', color: 'white' },
    'Replace the red circle with a white triangle',
    [{ ...circle, shape: 'triangle', color: 'white' }, star],
  ],
  [
    { type: 'move', target: 1, place: 'bottom right' },
    'Move the blue star to the bottom right',
    [circle, { ...star, place: 'bottom right' }],
  ],
];

describe.each(EDITS)('%j', (edit, instruction, things) => {
  it(`is "${instruction}"`, () => expect(instructionFor(scene, edit)).toBe(instruction));

  it('does that and leaves the rest', () => {
    expect(applyEdit(scene, edit, pose)).toEqual({ background: scene.background, things });
  });

  it('is among the possible ones', () => expect(possibleEdits(scene, edit.type)).toContainEqual(edit));
});

describe('possibleEdits', () => {
  it.each([
    // 7 other colours for each thing; nothing else is of its shape.
    ['recolor', 14],
    ['remove', 2],
    // 32 kinds but two, at 7 free places.
    ['add', 30 * 7],
    // 3 other shapes in 8 colours for each, but not what the other one is.
    ['replace', 2 * (24 - 1)],
    ['move', 2 * 7],
  ] as const)('finds every %s', (type, count) => expect(possibleEdits(scene, type)).toHaveLength(count));

  it('leaves no two things alike', () => {
    const two: Scene = { ...scene, things: [circle, { ...star, shape: 'circle' }] };
    expect(possibleEdits(two, 'recolor')).toHaveLength(12);
  });
});

describe('differingAspects', () => {
  it('names what is different', () => {
    const edit: Edit = { type: 'replace', target: 0, shape: 'star', color: 'red' };
    expect(differingAspects(edit, edit)).toEqual([]);
    expect(differingAspects(edit, { ...edit, color: 'blue' })).toEqual(['color']);
    expect(differingAspects(edit, { ...edit, target: 1, shape: 'square' })).toEqual(['target', 'shape']);
  });
});
