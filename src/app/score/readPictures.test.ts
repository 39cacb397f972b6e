import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, readPictures } from './readPictures.ts';

/** A PNG's signature and header: all that is read of it here. `exif` adds a chunk with that orientation. */
function pngFile(name: string, orientation?: number): File {
  const header = [0, 0, 0, 13, ...ascii('IHDR'), 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0, 0, 0, 0];
  const tiff = [
    ...ascii('MM'),
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation ?? 1,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const exif = orientation === undefined ? [] : [0, 0, 0, tiff.length, ...ascii('eXIf'), ...tiff, 0, 0, 0, 0];
  return new File([new Uint8Array([0x89, ...ascii('PNG'), 13, 10, 26, 10, ...header, ...exif])], name);
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

describe('readPictures', () => {
  it('takes pictures by their bytes and notes a camera turn', async () => {
    const { pictures, problems } = await readPictures([pngFile('a.png'), pngFile('b.dat', 6), pngFile('c.png', 1)]);
    expect(problems).toEqual([]);
    expect(pictures.map(({ name, turned }) => [name, turned])).toEqual([
      ['a.png', false],
      ['b.dat', true],
      ['c.png', false],
    ]);
  });

  it('explains what it does not take and keeps the rest', async () => {
    const text = new File(['hello'], 'notes.txt');
    const disguised = new File(['hello'], 'photo.jpg');
    const empty = new File([], 'empty.png');
    const { pictures, problems } = await readPictures([text, pngFile('a.png'), disguised, empty]);
    expect(pictures.map(({ name }) => name)).toEqual(['a.png']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^notes\.txt is a document/),
      expect.stringMatching(/^photo\.jpg is not an image/),
      expect.stringMatching(/^empty\.png is empty/),
    ]);
  });

  it('passes over what operating systems put beside pictures, but names it where there is nothing else', async () => {
    const helper = new File(['Mac OS X'], '._a.png');
    const beside = await readPictures([helper, pngFile('a.png'), new File([], 'Thumbs.db')]);
    expect(beside.pictures.map(({ name }) => name)).toEqual(['a.png']);
    expect(beside.problems).toEqual([]);
    expect((await readPictures([helper])).problems.map(({ file }) => file)).toEqual(['._a.png']);
  });

  it('refuses a huge file without reading it', async () => {
    const huge = Object.defineProperties(new File([], 'huge.png'), {
      size: { value: MAX_FILE_BYTES + 1 },
      arrayBuffer: { value: () => Promise.reject(new Error('it was read')) },
    });
    const { problems } = await readPictures([huge]);
    expect(problems[0]?.message).toBe('huge.png is larger than 200 MB. Save a smaller copy and drop that.');
  });
});
