import { describe, expect, it } from 'vitest';
import { labelOfUrl, NotAPackageError, packageOfFolder, packageOfUrl } from './chosenPackage.ts';

const files = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path) }));

describe('packageOfFolder', () => {
  it('gives paths from where the manifest stands', () => {
    const location = packageOfFolder('pack', files('pack/manifest.json', 'pack/decoder/0.data', 'pack/heads.onnx'));
    expect(location.kind === 'files' && location.files.map(({ path }) => path)).toEqual([
      'manifest.json',
      'decoder/0.data',
      'heads.onnx',
    ]);
  });

  it('finds a package inside the folder and leaves the rest out', () => {
    const location = packageOfFolder(
      'all',
      files('all/readme.md', 'all/x/y/manifest.json', 'all/x/manifest.json', 'all/x/a'),
    );
    expect(location.kind === 'files' && location.files.map(({ path }) => path)).toEqual([
      'y/manifest.json',
      'manifest.json',
      'a',
    ]);
  });

  it('refuses a folder without a manifest', () => {
    expect(() => packageOfFolder('photos', files('photos/a.png', 'photos/not-manifest.json'))).toThrow(
      NotAPackageError,
    );
    expect(() => packageOfFolder('photos', [])).toThrow('"photos" holds no manifest.json');
  });
});

describe('packageOfUrl', () => {
  it.each([
    ['https://example.org/pack', 'https://example.org/pack/'],
    [' https://example.org/pack/ ', 'https://example.org/pack/'],
    ['https://example.org/pack/manifest.json', 'https://example.org/pack/'],
    ['https://example.org/pack?token=1', 'https://example.org/pack/?token=1'],
    ['models/tiny', 'https://page.example/app/models/tiny/'],
  ])('%s', (typed, url) => {
    expect(packageOfUrl(typed, 'https://page.example/app/')).toEqual({ kind: 'url', url });
  });

  it.each(['', 'ftp://example.org/x', 'javascript:alert(1)'])('refuses "%s"', (typed) => {
    expect(() => packageOfUrl(typed, 'https://page.example/')).toThrow(NotAPackageError);
  });

  it('labels a package by its last part', () => {
    expect(labelOfUrl('https://example.org/models/tiny/')).toBe('tiny');
  });
});
