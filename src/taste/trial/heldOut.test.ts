import { expect, it } from 'vitest';
import type { VoteResult } from './agreement.ts';
import { compareHeldOut } from './heldOut.ts';

function results(right: readonly (boolean | undefined)[], error = 0.1): VoteResult[] {
  return right.map((isRight, k) => ({
    source: String(k),
    of: 'overall',
    isRight,
    error: isRight === false ? 1 - error : error,
  }));
}

const many = (count: number, isRight: (k: number) => boolean) => Array.from({ length: count }, (_, k) => isRight(k));

it('says how much more is right, with intervals', () => {
  const compared = compareHeldOut(results(many(100, (k) => k % 2 === 0)), results(many(100, (k) => k % 4 !== 1)));
  expect(compared).toMatchObject({ votes: 100, sources: 100, isBetter: true, isCertain: true });
  expect(compared?.original.value).toBe(0.5);
  expect(compared?.taste.value).toBe(0.75);
  expect(compared?.gain.value).toBe(0.25);
  // The mean of 0 and 1 with a share of a quarter: a deviation of 0.043.
  expect(compared?.gain.interval?.low).toBeCloseTo(0.25 - 1.96 * 0.0433, 1);
});

it('a small gain is better, but not certain', () => {
  const compared = compareHeldOut(results(many(20, (k) => k > 3)), results(many(20, (k) => k > 2)));
  expect(compared).toMatchObject({ isBetter: true, isCertain: false });
});

it('chances that are surely nearer do not make more agreement certain', () => {
  const before = results(
    many(40, (k) => k > 3),
    0.4,
  );
  const after = results(
    many(40, (k) => k > 2),
    0.1,
  );
  const compared = compareHeldOut(before, after);
  expect(compared?.errorGain.interval?.low).toBeGreaterThan(0);
  expect(compared?.gain.interval?.low).toBe(0);
  expect(compared).toMatchObject({ isBetter: true, isCertain: false });
});

it('as much agreement is not better', () => {
  expect(compareHeldOut(results([true, false]), results([false, true]))?.isBetter).toBe(false);
});

it('ties count for no agreement', () => {
  const compared = compareHeldOut(results([undefined, true, false]), results([undefined, true, true]));
  expect(compared).toMatchObject({ votes: 3, ordered: 2, original: { value: 0.5 }, taste: { value: 1 } });
  expect(compareHeldOut(results([undefined]), results([undefined]))).toBeUndefined();
});

it('says of each head how it does on its own votes, in the order of the heads', () => {
  const of = (head: number, right: readonly boolean[]) => results(right).map((one) => ({ ...one, of: head }));
  const before = [...of(1, [true, false]), ...of(0, [false, false, true, true])];
  const after = [...of(1, [false, false]), ...of(0, [true, true, true, true])];
  const heads = compareHeldOut(before, after)?.heads?.map(({ head, ordered, original, taste }) => {
    return [head, ordered, original.value, taste.value];
  });
  expect(heads).toEqual([
    [0, 4, 0.5, 1],
    [1, 2, 0.5, 0],
  ]);
  expect(compareHeldOut(results([true, false]), results([true, true]))).not.toHaveProperty('heads');
});

it('four sources that gain and none that loses may be luck, eight hardly: by the sign test 1/8 and 1/128', () => {
  const right = results(many(40, () => true));
  const gaining = (count: number) => compareHeldOut(results(many(40, (k) => k >= count)), right);
  expect(gaining(4)).toMatchObject({ isBetter: true, isCertain: false });
  // The bootstrap alone would call that certain.
  expect(gaining(4)?.gain.interval?.low).toBeGreaterThan(0);
  expect(gaining(8)).toMatchObject({ isBetter: true, isCertain: true });
});

it('many votes of four sources say no more than the four sources', () => {
  const [before, after] = [many(80, (k) => k >= 40), many(80, () => true)].map((right) =>
    results(right).map((one, k) => ({ ...one, source: String(k % 4) })),
  );
  const compared = compareHeldOut(before ?? [], after ?? []);
  expect(compared?.gain.interval?.low).toBeGreaterThan(0);
  expect(compared).toMatchObject({ isBetter: true, isCertain: false });
});
