import { expect, it } from 'vitest';
import { tasteTexts } from './tasteTexts.ts';

it('names a taste, and says nothing of the model’s own heads', () => {
  expect(tasteTexts({ taste: { name: 'mine', sha256: 'ab' } })).toEqual(['taste “mine”']);
  expect(tasteTexts({})).toEqual([]);
});
