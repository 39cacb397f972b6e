import { RowError, shorten } from './row.ts';

/**
 * Ranks, from 1, of `count` edits called A, B, C… in what people said: `A>B`, `A<B`, `C>A>B`, `A=B=Good`, `A=B=Bad`. Words
 * after the last `=` are ignored. Throws {@link RowError}.
 */
export function parseRanking(text: string, count: number): number[] {
  const letters = text.replaceAll(/\s/g, '').match(/^[A-Z](?:[<>=][A-Z](?![A-Za-z]))*/)?.[0] ?? '';
  const rest = text.replaceAll(/\s/g, '').slice(letters.length);
  const ranks = orderOf(letters);
  const isKnown = ranks.size === count && [...ranks.keys()].every((letter) => indexOf(letter) < count);
  if (isKnown && /^(=[A-Za-z]+)?$/.test(rest))
    return Array.from({ length: count }, (_, k) => ranks.get(letterOf(k)) ?? 0);
  throw new RowError(`The ranking "${shorten(text)}" is not an order of ${count} edits, such as ${exampleOf(count)}.`);
}

/** Ranks by letter. `<` turns an order around, so it stands in no order with `>`. */
function orderOf(text: string): Map<string, number> {
  if (text.includes('<'))
    return text.includes('>') ? new Map() : orderOf([...text].toReversed().join('').replaceAll('<', '>'));
  const groups = text === '' ? [] : text.split('>').map((group) => group.split('='));
  const ranks = new Map<string, number>();
  let rank = 1;
  for (const group of groups) {
    for (const letter of group) ranks.set(letter, rank);
    rank += group.length;
  }
  // A letter that stands twice would count as one.
  return ranks.size === groups.flat().length ? ranks : new Map();
}

export function letterOf(index: number): string {
  return String.fromCharCode(FIRST_LETTER + index);
}

function indexOf(letter: string): number {
  return letter.charCodeAt(0) - FIRST_LETTER;
}

function exampleOf(count: number): string {
  return Array.from({ length: count }, (_, k) => letterOf(k))
    .toReversed()
    .join('>');
}

const FIRST_LETTER = 'A'.charCodeAt(0);
