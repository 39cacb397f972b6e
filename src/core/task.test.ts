import { describe, expect, it } from 'vitest';
import { candidateNoun, checkSource, EDIT_TASK as edit, hasSource, shownImages, type Task } from './task.ts';

const reversed: Task = { images: [{ role: 'candidate' }, { role: 'source' }], text: 'instruction' };
const picture: Task = { images: [{ role: 'candidate' }], text: 'prompt' };

describe('a task with a source', () => {
  it('shows the source and one candidate, in its own order', () => {
    expect(hasSource(edit)).toBe(true);
    expect(shownImages(edit, 0)).toEqual([0, 1]);
    expect(shownImages(edit, 2)).toEqual([0, 3]);
    expect(shownImages(reversed, 2)).toEqual([3, 0]);
  });
});

describe('a task without a source', () => {
  it('shows the candidate alone', () => {
    expect(hasSource(picture)).toBe(false);
    expect(shownImages(picture, 0)).toEqual([0]);
    expect(shownImages(picture, 2)).toEqual([2]);
  });
});

it('needs a source where it has one, and takes none elsewhere', () => {
  expect(() => checkSource(edit, true)).not.toThrow();
  expect(() => checkSource(picture, false)).not.toThrow();
  expect(() => checkSource(edit, false)).toThrow('Give the source image as well.');
  expect(() => checkSource(picture, true)).toThrow('Leave the source image out.');
});

it('calls candidates edits where there is something that was edited', () => {
  expect([edit, reversed, picture].map(candidateNoun)).toEqual(['edit', 'edit', 'picture']);
});
