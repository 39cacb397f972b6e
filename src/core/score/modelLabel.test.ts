import { expect, it } from 'vitest';
import { modelLabel } from './modelLabel.ts';

it('names the model, and the taste where there is one', () => {
  const model = { id: 'nano', dtype: 'q8' };
  expect(modelLabel(model)).toBe('nano (q8)');
  expect(modelLabel({ ...model, taste: { name: 'mine', sha256: 'a' } })).toBe('nano (q8) with the taste "mine"');
});
