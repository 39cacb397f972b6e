import { expect, it } from 'vitest';
import { isHeadKey } from './headKey.ts';

it('takes plain names', () => {
  expect(['overall', 'textRendering', 'head0'].filter(isHeadKey)).toEqual(['overall', 'textRendering', 'head0']);
});

it('refuses what results use otherwise, what every object has, and what is no name', () => {
  const refused = ['reward', 'logSigma', 'model', 'rank', 'constructor', 'toString', '__proto__', '', 'Two words', '0'];
  expect(refused.filter(isHeadKey)).toEqual([]);
});
