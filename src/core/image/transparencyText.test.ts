import { expect, it } from 'vitest';
import { transparencyText } from './transparencyText.ts';

const WHY =
  ' The model sees no transparency: it gets the colours that are stored in those parts, often black, as the official Python code ' +
  'does. To choose them yourself, save without transparency.';

it('names the picture, or says how many there are and names the first of them', () => {
  expect(transparencyText([])).toBe('');
  expect(transparencyText(['a.png'])).toBe(`a.png has transparent parts.${WHY}`);
  expect(transparencyText(['a.png', 'b.png'])).toBe(`2 pictures have transparent parts: a.png, b.png.${WHY}`);
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.png`);
  expect(transparencyText(many)).toBe(`5 pictures have transparent parts: a.png, b.png, c.png and 2 more.${WHY}`);
});
