import { describe, expect, it } from 'vitest';
import { besideName, chosenName } from './chosenName.ts';

describe('chosenName', () => {
  it.each([
    [['set'], 'set'],
    [['p.csv', 'a.png', 'b.png'], 'p.csv, a.png, b.png'],
    [['a.png', 'b.png', 'p.csv', 'c.png'], 'p.csv and 3 more files'],
    [Array.from({ length: 1501 }, (_, k) => `${k}.png`), '0.png and 1,500 more files'],
  ])('says what was chosen, and never a page of names', (names, name) => {
    expect(chosenName(names)).toBe(name);
  });
});

it.each([
  ['p.csv', 'p.csv and 30 more files', 'and 30 more files'],
  ['p.csv', 'folder', 'in folder'],
  ['p.csv', 'p.csv, a.png', 'in p.csv, a.png'],
])('%s of %s is "%s"', (dataset, files, expected) => {
  expect(besideName(dataset, files)).toBe(expected);
});
