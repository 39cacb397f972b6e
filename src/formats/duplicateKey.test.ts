import { expect, it } from 'vitest';
import { findDuplicateKey } from './duplicateKey.ts';

it.each([
  ['{"a": 1, "a": 2}', 'a'],
  ['{"a": 1, "\\u0061": 2}', 'a'],
  ['{"b": {"a": [1, {"x": 0}], "a": 2}}', 'a'],
  ['{"a": {"a": 1}, "b": ["a", "a"], "c": "a"}', undefined],
  ['{"a": "\\"a\\": 1, \\"a\\"", "b": 1}', undefined],
  ['[{"a": 1}, {"a": 1}]', undefined],
  ['{"m": {"a": 1, "a": 2}}', undefined],
  ['{"m": {"a": 1}, "m": {}}', 'm'],
  ['3', undefined],
])('%s has %j twice', (json, expected) => {
  expect(findDuplicateKey(json, ['m'])).toBe(expected);
});

it('reads texts of any length', () => {
  const metadata = 'x\\n'.repeat(10_000_000);
  expect(findDuplicateKey(`{"a": "${metadata}", "b": 1, "b": 2}`)).toBe('b');
});
