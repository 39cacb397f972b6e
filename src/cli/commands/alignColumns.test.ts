import { expect, it } from 'vitest';
import { alignColumns } from './alignColumns.ts';

it('aligns text to the left and numbers to the right', () => {
  const rows = [
    ['Name', 'Reward', 'N'],
    ['a', '1.25', '10'],
    ['longer', '−0.50', '5'],
  ];
  expect(alignColumns(rows, 1)).toEqual(['Name    Reward   N', 'a         1.25  10', 'longer   −0.50   5']);
});
