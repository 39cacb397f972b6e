import { describe, expect, it } from 'vitest';
import { Random } from '../evaluation/statistics/random.ts';
import { EDIT_TYPES, possibleEdits } from './edit.ts';
import { randomScene } from './scene.ts';
import { instructionFor, randomInstruction, WORDINGS } from './wording.ts';

const scene = randomScene(new Random(5));

describe.each(EDIT_TYPES)('wordings of %s', (type) => {
  it('fill in every name', () => {
    const [edit] = possibleEdits(scene, type);
    if (!edit) throw new Error('no edit');
    for (const wording of WORDINGS[type]) expect(instructionFor(scene, edit, wording)).toMatch(/^[A-Z][a-z ]+[a-z]$/);
  });

  it('are all used', () => {
    const random = new Random(6);
    const [edit] = possibleEdits(scene, type);
    if (!edit) throw new Error('no edit');
    const drawn = Array.from({ length: 200 }, () => randomInstruction(random, scene, edit));
    expect(new Set(drawn).size).toBe(WORDINGS[type].length);
  });
});
