import { describe, expect, it } from 'vitest';
import { findImages } from './imagePaths.ts';

function locateAll(names: readonly string[], paths: readonly string[], manifest: string) {
  const { locate, missing } = findImages(names, new Set(paths), manifest);
  return { found: names.map(locate), missing };
}

describe('findImages', () => {
  it.each([
    ['beside the dataset', ['a.png', 'x/b.png'], ['set/a.png', 'set/x/b.png'], 'set/pairs.json'],
    ['a folder above it', ['images/a.png'], ['set/images/a.png'], 'set/labels/pairs.json'],
    ['in a folder below', ['a.png'], ['set/images/a.png'], 'set/pairs.json'],
    ['with a path that goes up', ['../images/a.png'], ['set/images/a.png'], 'set/labels/pairs.json'],
    ['from another computer', ['/home/me/images/a.png'], ['set/images/a.png'], 'set/pairs.json'],
    ['as loose files', ['images/a 1.png'], ['a 1.png'], 'pairs.json'],
  ])('finds images %s', (_, names, paths, manifest) => {
    expect(locateAll(names, [...paths, manifest], manifest)).toEqual({ found: paths, missing: [] });
  });

  it('names what is missing, and finds the rest', () => {
    expect(locateAll(['a.png', 'b.png'], ['set/a.png', 'set/p.json'], 'set/p.json')).toEqual({
      found: ['set/a.png', undefined],
      missing: ['b.png'],
    });
    expect(locateAll(['a.png'], ['p.json'], 'p.json').missing).toEqual(['a.png']);
  });

  it('never takes a picture for another of the same name', () => {
    const names = ['one/a.png', 'two/a.png'];
    expect(locateAll(names, ['set/one/a.png', 'set/p.json'], 'set/p.json').missing).toEqual(['two/a.png']);
    expect(locateAll(names, ['a.png', 'p.json'], 'p.json').missing).toEqual(names);
  });
});
