import { expect, it } from 'vitest';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { fileNameOf, tasteFacts, whyNotUsable } from './tasteFacts.ts';
import { TRAINING } from './tasteSamples.ts';
import type { KeptTaste } from './tasteShelf.ts';

const TASTE: KeptTaste = {
  sha256: 'ab',
  bytes: new Uint8Array(),
  keptAt: Date.UTC(2026, 0, 5, 12),
  name: 'mine',
  parent: { id: 'sample', manifestSha256: '12345678'.repeat(8) },
  training: TRAINING,
};

it('says what it is for, what it learned from, and since when it is kept', () => {
  expect(tasteFacts(TASTE)).toBe('for sample · 60 votes on 30 sources · kept since Jan 5, 2026');
});

it('says so of scores, which a taste from the command line may have learned from', () => {
  const training = { ...TRAINING, loss: 'regression', votes: 0, grades: 240 } as const;
  expect(tasteFacts({ ...TASTE, training })).toContain('240 scores on 30 sources');
});

it('says so of whole heads, which one may have beside others of the same votes', () => {
  const training = { ...TRAINING, kind: 'wholeHeads' } as const;
  expect(tasteFacts({ ...TASTE, training })).toContain('for sample · whole heads · 60 votes');
});

it('is usable on its own model alone, and says which one that is', () => {
  const { model } = MODEL_STATUS;
  expect(whyNotUsable(TASTE, { ...model, manifestSha256: TASTE.parent.manifestSha256 })).toBeUndefined();
  expect(whyNotUsable(TASTE, undefined)).toBe('It is for sample (12345678). Load that model to use it.');
  expect(whyNotUsable(TASTE, { ...model, manifestSha256: 'f'.repeat(64) })).toBe(
    'It is for sample (12345678), and sample (ffffffff) is in use. Load its own model to use it.',
  );
});

it('is exported under its name, without what file systems refuse', () => {
  expect(fileNameOf({ name: 'mein Blick' })).toBe('mein Blick.taste');
  expect(fileNameOf({ name: 'a/b:c' })).toBe('a_b_c.taste');
  expect(fileNameOf({ name: ' ' })).toBe('mine.taste');
});
