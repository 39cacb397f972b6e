import { expect, it } from 'vitest';
import { causalMask, HIDDEN } from './attentionMask.ts';

it('lets each row see the past and itself', () => {
  expect([...causalMask([1, 2], 4)]).toEqual([0, 0, HIDDEN, HIDDEN, 0, 0, 0, HIDDEN]);
});

it('hides nothing from the last position', () => {
  expect([...causalMask([3], 4)]).toEqual([0, 0, 0, 0]);
});
