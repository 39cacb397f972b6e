import { describe, expect, it } from 'vitest';
import { candidateCount, candidateOfImage, hasSource, shownImages, type Task } from './task.ts';

const edit: Task = { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' };
const reversed: Task = { images: [{ role: 'candidate' }, { role: 'source' }], text: 'instruction' };
const picture: Task = { images: [{ role: 'candidate' }], text: 'prompt' };

describe('a task with a source', () => {
  it('shows the source and one candidate, in its own order', () => {
    expect(hasSource(edit)).toBe(true);
    expect(shownImages(edit, 0)).toEqual([0, 1]);
    expect(shownImages(edit, 2)).toEqual([0, 3]);
    expect(shownImages(reversed, 2)).toEqual([3, 0]);
  });

  it('knows whose an image is', () => {
    expect([0, 1, 3].map((image) => candidateOfImage(edit, image))).toEqual([undefined, 0, 2]);
    expect(candidateCount(edit, 4)).toBe(3);
  });
});

describe('a task without a source', () => {
  it('shows the candidate alone', () => {
    expect(hasSource(picture)).toBe(false);
    expect(shownImages(picture, 0)).toEqual([0]);
    expect(shownImages(picture, 2)).toEqual([2]);
  });

  it('knows whose an image is', () => {
    expect([0, 2].map((image) => candidateOfImage(picture, image))).toEqual([0, 2]);
    expect(candidateCount(picture, 3)).toBe(3);
  });
});
