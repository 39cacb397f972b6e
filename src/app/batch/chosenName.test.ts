import { describe, expect, it } from 'vitest';
import { chosenName } from './chosenName.ts';

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
