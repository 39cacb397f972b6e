import { expect, it } from 'vitest';
import { goOnText } from './goOnText.ts';

const NANO = { id: 'nano', dtype: 'q8', manifestSha256: 'a'.repeat(64) };
const LARGE = { id: 'large', dtype: 'q4', manifestSha256: 'b'.repeat(64) };
const TASTED = { ...NANO, taste: { name: 'mine', sha256: 'c'.repeat(64) } };
const HALF = { left: 2, failed: 0, total: 4 };

it('says to load the model whose results are shown', () => {
  expect(goOnText(HALF, NANO, LARGE)).toBe('To go on with nano q8, load it on the Models page.');
  expect(goOnText({ left: 0, failed: 1, total: 4 }, TASTED, LARGE)).toBe(
    'To go on with nano q8, taste “mine”, load it on the Models page.',
  );
});

it('says what to do with the taste where the model is loaded already', () => {
  expect(goOnText(HALF, NANO, TASTED)).toBe('To go on with nano q8, stop using the taste on the Models page.');
  expect(goOnText(HALF, TASTED, NANO)).toBe('To go on with nano q8, taste “mine”, use that taste on the Models page.');
});

it('says nothing where nothing is left, or where nothing was begun', () => {
  expect(goOnText({ left: 0, failed: 0, total: 4 }, NANO, LARGE)).toBeUndefined();
  expect(goOnText({ left: 4, failed: 0, total: 4 }, NANO, LARGE)).toBeUndefined();
});
