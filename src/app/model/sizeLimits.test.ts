import { expect, it } from 'vitest';
import { sizeLimits } from './sizeLimits.ts';

it('are those between the least and the most that a model sees', () => {
  expect(sizeLimits({ least: 65_536, most: 16_777_216 })).toEqual([4_194_304, 1_048_576, 262_144]);
  expect(sizeLimits({ least: 65_536, most: 1_048_576 })).toEqual([262_144]);
  expect(sizeLimits({ least: 200_704, most: 200_704 })).toEqual([]);
});
