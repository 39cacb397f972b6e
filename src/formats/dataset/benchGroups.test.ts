import { describe, expect, it } from 'vitest';
import { readBenchRows } from './benchRows.ts';
import { imageByPath } from './interpretRow.ts';

/** A row of an id that is, by mistake, that of all rows. */
const row = (line: number, ranking: string) => ({
  line,
  values: {
    id: 'set',
    instruction: 'p',
    source_image: 's.png',
    candidate_1: 'a.png',
    candidate_2: 'b.png',
    comparison_type: 'AvsB',
    ranking,
  },
});

/** Every other row says the opposite. `looks`: how often a ranking is looked at. */
function readContradicting(count: number) {
  let looks = 0;
  const rows = Array.from({ length: count }, (_, k) => {
    const { line, values } = row(k + 1, '');
    const get = () => {
      looks += 1;
      return k % 2 ? 'A>B' : 'B>A';
    };
    return { line, values: Object.defineProperty(values, 'ranking', { get }) };
  });
  const { items, notices } = readBenchRows(rows, imageByPath);
  return { looks, orders: items.map(({ ranks }) => ranks?.join('')), notices };
}

describe('an id that is that of all rows', () => {
  it('is looked at once for all of them, where they contradict each other', () => {
    const small = readContradicting(100);
    const large = readContradicting(200);
    expect(large.looks).toBe(2 * small.looks);
    expect(large.orders).toEqual(Array.from({ length: 200 }, (_, k) => (k % 2 ? '12' : '21')));
    expect(large.notices).toHaveLength(1);
  });

  it('joins more rows than a function takes arguments, where they agree', () => {
    const rows = Array.from({ length: 130_000 }, (_, k) => row(k + 7, 'B>A'));
    const { items } = readBenchRows(rows, imageByPath);
    expect(items.map(({ line, ranks }) => [line, ranks])).toEqual([[7, [2, 1]]]);
  });
});
