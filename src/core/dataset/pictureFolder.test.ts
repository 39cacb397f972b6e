import { describe, expect, it } from 'vitest';
import { haveAllPrompts, isPicturePath, promptOf, promptPathOf, readPictureFolder } from './pictureFolder.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('promptOf', () => {
  // As "'\n'.join(open(path, 'r').readlines())" of Python 3.12 gives them.
  it.each([
    ['a fox', 'a fox'],
    ['a fox\n', 'a fox\n'],
    ['a fox\non ice', 'a fox\n\non ice'],
    ['a\nb\n', 'a\n\nb\n'],
    ['a\n\nb', 'a\n\n\n\nb'],
    ['a\n\n', 'a\n\n\n'],
    ['\n', '\n'],
    ['', ''],
    ['a\r\nb\r\n', 'a\n\nb\n'],
    ['a\rb', 'a\n\nb'],
    [' a \u2028b', ' a \u2028b'],
    ['\ufeffa', '\ufeffa'],
  ])('of %j is %j', (text, expected) => {
    expect(promptOf(encode(text), 'p.txt')).toBe(expected);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(() => promptOf(new Uint8Array([0xe9]), 'p.txt')).toThrow('p.txt is not UTF-8 text. Save it as UTF-8.');
  });
});

describe('isPicturePath', () => {
  it.each([
    ['a.png', true],
    ['deep/down/a b.jpg', true],
    ['a.PNG', false],
    ['a.jpeg', false],
    ['a.webp', false],
    ['a.txt', false],
    ['.hidden.png', false],
    ['.cache/a.png', false],
    ['__MACOSX/a.png', false],
  ])('of %s is %s', (path, expected) => {
    expect(isPicturePath(path)).toBe(expected);
  });
});

it('finds the prompt beside the picture', () => {
  expect(promptPathOf('x/a.b.png')).toBe('x/a.b.txt');
});

describe('readPictureFolder', () => {
  const content = new Map([
    ['cats/10.png', ''],
    ['cats/10.txt', 'ten'],
    ['cats/9.jpg', ''],
    ['cats/9.txt', 'nine\nlives'],
    ['cats/none.png', ''],
    ['cats/other.webp', ''],
    ['cats/other.txt', 'o'],
    ['cats/gone.png', ''],
    ['cats/gone.txt', '?'],
  ]);

  it('has a row for each picture, and tells of those without a prompt', async () => {
    const { rows, leftOut } = await readPictureFolder({
      paths: new Set([...content.keys(), 'cats/bad.png', 'cats/bad.txt']),
      read: async (path) => {
        if (path === 'cats/gone.txt') return undefined;
        return path === 'cats/bad.txt' ? new Uint8Array([0xff]) : encode(content.get(path) ?? '');
      },
      placeOf: (path) => ({ output_path: path.slice('cats/'.length), folder: 'cats' }),
    });
    expect(rows).toEqual([
      { prompt: 'nine\n\nlives', output_path: '9.jpg', folder: 'cats' },
      { prompt: 'ten', output_path: '10.png', folder: 'cats' },
    ]);
    expect(leftOut).toEqual([
      'cats/bad.png is left out: cats/bad.txt is not UTF-8 text. Save it as UTF-8.',
      'cats/gone.png is left out: its prompt, cats/gone.txt, is missing.',
      'cats/none.png is left out: its prompt, cats/none.txt, is missing.',
      'cats/other.webp is left out: the official code takes .png and .jpg alone.',
    ]);
  });
});

describe('haveAllPrompts', () => {
  it.each([
    [['a.png', 'a.txt', 'b/c.jpg', 'b/c.txt', 'notes.txt', '.hidden.png'], true],
    [['a.png', 'a.txt', 'b.png'], false],
    [['a.png', 'a.txt', 'b.webp', 'b.txt'], false],
    [['a_source.png', 'a_1.png', 'a.txt'], false],
    [['a.txt'], false],
  ])('of %j is %s', (paths, expected) => {
    expect(haveAllPrompts(new Set(paths))).toBe(expected);
  });
});
