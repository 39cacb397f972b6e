import { expect, it } from 'vitest';
import { isSureEnough, TRAINING_CONFIDENCE } from './confidence.ts';

it.each([
  [{ confidence: 0.95 }, true],
  [{ confidence: 0.9499 }, false],
  [{ confidence: 1 }, true],
  [{ confidence: null }, false],
  [{ confidence: undefined }, true],
  [{}, true],
])('of %j is %s in the training', (item, expected) => {
  expect(isSureEnough(item, TRAINING_CONFIDENCE)).toBe(expected);
});
