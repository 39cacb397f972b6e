import { describe, expect, it } from 'vitest';
import { fileKind, whyNotPicture } from './fileKind.ts';

describe('fileKind', () => {
  it.each([
    ['IMG_1.HEIC', 'heic'],
    ['logo.svg', 'svg'],
    ['notes.txt', 'text'],
    ['pairs.tsv', 'text'],
    ['model.safetensors', 'checkpoint'],
    ['edits.tar.gz', 'archive'],
    ['clip.mov', 'video'],
    ['photo.jpg', undefined],
    ['png', undefined],
  ])('%s is %s', (name, kind) => {
    expect(fileKind(name)).toBe(kind);
  });

  it('names the file and the way out', () => {
    expect(whyNotPicture('IMG_1.HEIC', 'heic')).toMatch(/^IMG_1\.HEIC is a HEIC photo.*JPEG or PNG/);
  });
});
