import { expect, it } from 'vitest';
import { instructionPieces, withoutPiece, wordsByLetters } from './instructionPieces.ts';

const wordsIn = (text: string) => instructionPieces(text).map(({ start, end }) => text.slice(start, end));

it('finds words without their signs', () => {
  const text = 'Make the cat’s hat red, please.';
  expect(wordsIn(text)).toEqual(['Make', 'the', 'cat’s', 'hat', 'red', 'please']);
  expect(wordsByLetters(text)).toEqual(instructionPieces(text));
});

it('finds words where there are no spaces', () => {
  expect(wordsIn('把天空变成红色').length).toBeGreaterThan(1);
});

it('has nothing to compare in a single word', () => {
  expect(instructionPieces('Sharpen!')).toEqual([]);
  expect(instructionPieces('')).toEqual([]);
});

it('takes words of a long text together', () => {
  const text = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
  const pieces = wordsIn(text);
  expect(pieces).toHaveLength(34);
  expect([pieces[0], pieces[33]]).toEqual(['w0 w1 w2', 'w99']);
});

it('closes the gap that a word leaves', () => {
  const text = 'Make the hat red.';
  const without = instructionPieces(text).map((piece) => withoutPiece(text, piece));
  expect(without).toEqual(['the hat red.', 'Make hat red.', 'Make the red.', 'Make the hat .']);
});
