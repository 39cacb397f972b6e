import { expect, it } from 'vitest';
import { joinOrders } from './benchOrder.ts';

it('says each order once, with its first line, where orders contradict each other', () => {
  const orders = Array.from({ length: 1000 }, (_, k) => ({
    line: k + 1,
    edits: [0, 1],
    ranks: k % 3 ? [1, 2] : [2, 1],
  }));
  expect(joinOrders(orders, 2)).toEqual({
    why: 'Its orders contradict each other: B>A in line 1, A>B in line 2.',
  });
});
