import { describe, expect, it } from 'vitest';
import { Random } from './random.ts';

function draw<Value>(count: number, next: () => Value): Value[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('Random', () => {
  // Computed with another implementation of xoshiro128** in Python.
  it.each([
    [0, [665456395, 1920039135, 808257440, 2291020537]],
    [3, [2062771796, 1755960928, 3023667342, 2787295783]],
  ])('gives the same numbers everywhere, others in stream %i', (stream, expected) => {
    const random = new Random(7, stream);
    expect(draw(4, () => random.between(0, 2 ** 32))).toEqual(expected);
  });

  it('draws whole numbers evenly, both ends included', () => {
    const random = new Random(1);
    const drawn = draw(30_000, () => random.integer(-1, 1));
    for (const value of [-1, 0, 1]) {
      // Five standard deviations of a count.
      expect(Math.abs(drawn.filter((other) => other === value).length - 10_000)).toBeLessThan(410);
    }
  });

  it('draws normal numbers', () => {
    const random = new Random(2);
    const drawn = draw(40_000, () => random.normal());
    // Five standard errors each.
    expect(Math.abs(mean(drawn))).toBeLessThan(0.025);
    expect(Math.abs(mean(drawn.map((value) => value ** 2)) - 1)).toBeLessThan(0.036);
    expect(Math.abs(mean(drawn.map((value) => value ** 4)) - 3)).toBeLessThan(0.25);
  });

  it('shuffles: every order is as likely, and nothing is lost', () => {
    const random = new Random(3);
    const orders = draw(6000, () => random.shuffled(['a', 'b', 'c']).join(''));
    for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
      expect(Math.abs(orders.filter((other) => other === order).length - 1000)).toBeLessThan(145);
    }
  });

  it('picks nothing from nothing', () => {
    expect(() => new Random(0).pick([])).toThrow(RangeError);
  });
});
