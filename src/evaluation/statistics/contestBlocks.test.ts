import { describe, expect, it } from 'vitest';
import type { Interval } from './bootstrap.ts';
import { bradleyTerry, type Contest } from './bradleyTerry.ts';
import { contestBlocks } from './contestBlocks.ts';
import { Random } from './random.ts';

/** In each of so many groups a meets b, and wins 3 of 4. */
function groupsOf(count: number): Contest[][] {
  const random = new Random(3);
  return Array.from({ length: count }, () => [{ first: 'a', second: 'b', outcome: random.integer(0, 3) > 0 ? 1 : 0 }]);
}

function width({ low, high }: Interval = { low: NaN, high: NaN }): number {
  return high - low;
}

describe('contestBlocks', () => {
  it('leaves a thousand groups as they are', () => {
    const groups = groupsOf(1000);
    expect(contestBlocks(groups)).toEqual(groups);
  });

  it('keeps all contests of more of them, their strengths, and how sure these are', () => {
    const groups = groupsOf(4000);
    const blocks = contestBlocks(groups);
    expect(blocks.length).toBeLessThanOrEqual(1000);
    expect(blocks.flat().reduce((sum, { weight = 1 }) => sum + weight, 0)).toBe(4000);
    const [whole, few] = [groups, blocks].map((all) => bradleyTerry(all)[0]);
    expect(few).toMatchObject({ model: 'a', strength: expect.closeTo(whole?.strength ?? NaN, 6), contests: 4000 });
    // Half the log odds of 3 to 1, and half of 1.96 / sqrt(4000 * 3 / 16) on either side. 500 fits leave an error of 5%.
    expect(few?.strength).toBeCloseTo(Math.log(3) / 2, 1);
    expect(Math.abs(width(few?.interval) / (1.96 / Math.sqrt(750)) - 1)).toBeLessThan(0.15);
    expect(Math.abs(width(few?.interval) / width(whole?.interval) - 1)).toBeLessThan(0.15);
  });

  it('tells pairs apart by both of their models', () => {
    const groups = Array.from({ length: 1500 }, () => [
      { first: 'a', second: 'b', outcome: 1 },
      { first: 'a', second: 'c', outcome: 0 },
    ]);
    const { a, b, c } = Object.fromEntries(bradleyTerry(contestBlocks(groups)).map((one) => [one.model, one]));
    expect([a?.contests, b?.contests, c?.contests]).toEqual([3000, 1500, 1500]);
    expect((c?.strength ?? 0) > (a?.strength ?? 0) && (a?.strength ?? 0) > (b?.strength ?? 0)).toBe(true);
  });
});
