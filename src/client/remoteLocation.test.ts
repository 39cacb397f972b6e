import { describe, expect, it } from 'vitest';
import { locationText, remoteLocationOf } from './remoteLocation.ts';

const read = (typed: string, base = 'https://site.example/') => remoteLocationOf(typed, base);
const COMMIT = '51b92ab5246295637c4ab3bd71e54a26f0a5189d';

describe('remoteLocationOf', () => {
  it.each([
    ['owner/name', { repository: 'owner/name' }],
    [' owner/name@v1 ', { repository: 'owner/name', revision: 'v1' }],
    ['https://huggingface.co/owner/name', { repository: 'owner/name' }],
    ['https://huggingface.co/owner/name/', { repository: 'owner/name' }],
    [`https://huggingface.co/owner/name/tree/${COMMIT}`, { repository: 'owner/name', revision: COMMIT }],
    ['https://huggingface.co/owner/name/tree/main/a/b', { repository: 'owner/name', revision: 'main', folder: 'a/b' }],
    [
      'https://hf.co/owner/name/resolve/main/q4/manifest.json',
      { repository: 'owner/name', revision: 'main', folder: 'q4' },
    ],
    ['https://hf.co/owner/name/blob/main/manifest.json', { repository: 'owner/name', revision: 'main' }],
  ])('reads %s as a repository', (typed, location) => {
    expect(read(typed)).toEqual({ kind: 'huggingFace', ...location });
  });

  it('reads a path of the site as an address, of which no hub hears', () => {
    expect(read('./mine', 'https://site.example/app/')).toEqual({ kind: 'url', url: 'https://site.example/app/mine/' });
    expect(read('../mine', 'https://site.example/app/')).toEqual({ kind: 'url', url: 'https://site.example/mine/' });
    expect(read('a/b/', 'https://site.example/app/')).toEqual({ kind: 'url', url: 'https://site.example/app/a/b/' });
  });

  it('takes other addresses as they are', () => {
    expect(read('https://models.example/a@b/manifest.json')).toEqual({
      kind: 'url',
      url: 'https://models.example/a@b/',
    });
    expect(read('https://huggingface.co/one')).toEqual({ kind: 'url', url: 'https://huggingface.co/one/' });
  });

  it('refuses what is neither', () => {
    expect(() => read(' ')).toThrow('Give an address');
    expect(() => read('ftp://models.example/')).toThrow('is not a web address');
  });
});

describe('locationText', () => {
  it('is what was read, a commit shortened', () => {
    expect(locationText(read('owner/name'))).toBe('owner/name');
    expect(locationText(read(`https://hf.co/owner/name/tree/${COMMIT}/q4`))).toBe('owner/name/q4@51b92ab5');
    expect(locationText(read('https://models.example/a'))).toBe('https://models.example/a/');
  });
});
