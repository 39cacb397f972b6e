import { describe, expect, it } from 'vitest';
import { parseRanking } from './ranking.ts';

describe('parseRanking', () => {
  it.each([
    ['A>B', [1, 2]],
    ['B>A', [2, 1]],
    ['A<B', [2, 1]],
    ['A=B=Good', [1, 1]],
    ['A=B=Bad', [1, 1]],
    ['A=B', [1, 1]],
    [' A > B ', [1, 2]],
    ['C>A>B', [2, 3, 1]],
    ['B<A<C', [2, 3, 1]],
    ['D>B=C>A', [4, 2, 2, 1]],
  ])('reads %s', (text, ranks) => expect(parseRanking(text, ranks.length)).toEqual(ranks));

  it.each(['', 'A', 'A>A', 'A>C', 'A>B>C', 'A>B<C', 'tie', 'A>B!', 'a>b'])('refuses "%s" of two edits', (text) => {
    expect(() => parseRanking(text, 2)).toThrow(`The ranking "${text}" is not an order of 2 edits, such as B>A.`);
  });
});
