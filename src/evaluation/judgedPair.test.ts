import { describe, expect, it } from 'vitest';
import { accuracyWithoutTies, accuracyWithTies, type JudgedPair } from './judgedPair.ts';

function pairs(...list: (readonly [JudgedPair['human'], number])[]): JudgedPair[] {
  return list.map(([human, difference]) => ({ human, difference }));
}

describe('accuracyWithTies', () => {
  it.each<[string, JudgedPair[], number, number]>([
    // At 0: two orders agree. At 0.1: the tie too, nothing lost. At 0.5: one order lost.
    ['takes the best epsilon', pairs([1, 2], [-1, -0.5], [0, 0.1], [1, -3]), 3 / 4, 0.1],
    // At 0 one agrees; at 0.2 one tie is right and the order at 0.2 is lost: no better, so the first stays.
    ['takes the first of equally good ones', pairs([1, 0.2], [0, -0.2], [-1, 0.4]), 1 / 3, 0],
    ['ties all that differ equally at once', pairs([0, 0.3], [0, -0.3], [1, 0.3]), 2 / 3, 0.3],
    ['counts equal scores as a tie at 0', pairs([0, 0], [1, 0]), 1 / 2, 0],
    ['can tie everything', pairs([0, 1], [0, -5]), 1, 5],
    ['is 1 at 0 when people and the model tie everything', pairs([0, 0], [0, 0]), 1, 0],
    ['is 0 when the model ties what people order', pairs([1, 0], [-1, 0]), 0, 0],
    ['is 0 when every order is wrong', pairs([1, -1], [-1, 2]), 0, 0],
    ['counts what is no number as wrong', pairs([1, NaN], [0, NaN], [1, 1]), 1 / 3, 0],
  ])('%s', (_what, list, accuracy, epsilon) => {
    expect(accuracyWithTies(list)).toEqual({ accuracy, epsilon });
  });

  it('is undefined without pairs', () => expect(accuracyWithTies([])).toBeUndefined());

  it('is what trying every epsilon gives', () => {
    const list = Array.from({ length: 60 }, (_, k): JudgedPair => {
      const human = ([-1, 0, 1] as const)[(k * 7) % 3] ?? 0;
      return { human, difference: Math.round(10 * Math.sin(k * k)) / 10 + human * 0.3 };
    });
    const shareAt = (epsilon: number) =>
      list.filter(({ human, difference }) => (Math.abs(difference) <= epsilon ? human === 0 : human * difference > 0))
        .length / list.length;
    const tried = [0, ...list.map(({ difference }) => Math.abs(difference))].map(shareAt);
    const found = accuracyWithTies(list);
    expect(found?.accuracy).toBe(Math.max(...tried));
    expect(shareAt(found?.epsilon ?? NaN)).toBe(found?.accuracy);
  });
});

describe('accuracyWithoutTies', () => {
  it('leaves human ties out and counts equal scores as wrong', () => {
    expect(accuracyWithoutTies(pairs([1, 2], [-1, -1], [1, 0], [0, 0], [0, 3], [-1, 1]))).toBe(2 / 4);
  });

  it('is undefined when people ordered nothing', () => {
    expect(accuracyWithoutTies([])).toBeUndefined();
    expect(accuracyWithoutTies(pairs([0, 1]))).toBeUndefined();
  });
});
