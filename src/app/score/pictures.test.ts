import { describe, expect, it } from 'vitest';
import { allPictures, MAX_CANDIDATES } from './pictures.ts';
import { added, afterRun, initialView, newPicture, readyState, reduce, reduceAll, scored } from './stageSamples.ts';

const namesOf = (state: typeof initialView) => state.candidates.map(({ picture }) => picture.name);

const place = (to: 'source' | 'candidates') =>
  ({ type: 'picturesAdded', pictures: [newPicture('x.png')], problems: [], place: to }) as const;

describe('adding pictures', () => {
  it('makes the first the source and the rest candidates', () => {
    const state = reduceAll([added('a.png', 'b.png', 'c.png')]);
    expect(state.source?.name).toBe('a.png');
    expect(namesOf(state)).toEqual(['b.png', 'c.png']);
  });

  it('adds candidates only, once there is a source', () => {
    const state = reduceAll([added('a.png'), added('b.png')]);
    expect(state.source?.name).toBe('a.png');
    expect(namesOf(state)).toEqual(['b.png']);
  });

  it('keeps to the place that was asked for', () => {
    expect(namesOf(reduce(initialView, place('candidates')))).toEqual(['x.png']);
    const replaced = reduceAll([added('a.png', 'b.png'), place('source')]);
    expect(replaced.source?.name).toBe('x.png');
    expect(namesOf(replaced)).toEqual(['b.png']);
  });

  it('gives each picture a name and an id of its own', () => {
    const state = reduceAll([added('image.png', 'image.png'), added('image.png')]);
    expect(allPictures(state).map(({ name }) => name)).toEqual(['image.png', 'image (2).png', 'image (3).png']);
    expect(new Set(allPictures(state).map(({ id }) => id)).size).toBe(3);
  });

  it('names what does not fit', () => {
    const names = Array.from({ length: MAX_CANDIDATES + 3 }, (_, index) => `${index}.png`);
    const state = reduceAll([added(...names)]);
    expect(state.candidates).toHaveLength(MAX_CANDIDATES);
    expect(state.problems.map(({ file }) => file)).toEqual(['65.png', '66.png']);
  });

  it('replaces the problems of the drop before', () => {
    const problems = [{ file: 'x.txt', message: 'x.txt is a document.' }];
    const bad = reduce(initialView, { type: 'picturesAdded', pictures: [], problems, place: 'auto' });
    expect(bad.problems).toEqual(problems);
    expect(reduce(bad, added('a.png')).problems).toEqual([]);
  });
});

describe('changing pictures', () => {
  it('removes a candidate or the source, and ends its comparison', () => {
    const state = reduce(readyState(2), { type: 'compared', id: 2 });
    const without = reduce(state, { type: 'pictureRemoved', id: 2 });
    expect(namesOf(without)).toEqual(['b.png']);
    expect(without.comparedId).toBeUndefined();
    expect(reduce(state, { type: 'pictureRemoved', id: 1 }).source).toBeUndefined();
  });

  it('lets a candidate and the source change places', () => {
    const state = reduce(afterRun(readyState(2), [scored(1), scored(2)]), { type: 'usedAsSource', id: 2 });
    expect(state.source?.name).toBe('a.png');
    expect(namesOf(state)).toEqual(['source.png', 'b.png']);
    expect(state.candidates[0]?.outcome).toBeUndefined();
  });

  it('clears everything but the model', () => {
    const state = reduce(afterRun(readyState(2), [scored(1), scored(2)]), { type: 'cleared' });
    expect(allPictures(state)).toEqual([]);
    expect(state.instruction).toBe('');
    expect(state.model.kind).toBe('ready');
    expect(reduce(state, added('new.png')).source?.id).toBeGreaterThan(3);
  });
});
