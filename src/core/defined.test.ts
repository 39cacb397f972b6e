import { expect, it } from 'vitest';
import { defined } from './defined.ts';

it('hands on what is there, and throws what is missing', () => {
  expect(defined(0, 'no number')).toBe(0);
  expect(defined('', 'no text')).toBe('');
  expect(() => defined(undefined, 'The package has no heads.')).toThrow('The package has no heads.');
});
