import { describe, expect, it } from 'vitest';
import { chanceOfReward, sharedRanks, verdictOf } from './verdict.ts';
import { verdictText } from './verdictText.ts';

/** With sigma = 1 a difference of d is the chance Phi(d / sqrt 2): 0.6745 * sqrt 2 = 0.9539 is 75%, 2.3262 is 95%. */
const of = (reward: number) => ({ reward, logSigma: 0 });

describe('verdictOf', () => {
  it('calls the best clear, probable, or too close, by its chance against every other', () => {
    expect(chanceOfReward(of(0.9539), of(0))).toBeCloseTo(0.75, 4);
    expect(verdictOf([of(0), of(2.33), undefined])).toMatchObject({ kind: 'best', index: 1, isClear: true });
    expect(verdictOf([of(0), of(2.32)])).toMatchObject({ kind: 'best', index: 1, isClear: false });
    expect(verdictOf([of(0), of(0.96)])).toMatchObject({ kind: 'best', index: 1, isClear: false });
    expect(verdictOf([of(0), of(0.95)])).toEqual({ kind: 'close', indices: [1, 0] });
    expect(verdictOf([of(-3), of(0), of(0.95), of(0)])).toEqual({ kind: 'close', indices: [2, 1, 3] });
  });

  it('looks at every rival, for a lower reward may be less certain', () => {
    const unsure = { reward: -1, logSigma: 2 };
    expect(verdictOf([of(3), of(0), unsure])).toEqual({ kind: 'close', indices: [0, 2] });
  });

  it('says nothing of one alone, and calls equal ones close', () => {
    expect(verdictOf([of(1), undefined])).toBeUndefined();
    expect(verdictOf([])).toBeUndefined();
    expect(verdictOf([of(1), of(1)])).toEqual({ kind: 'close', indices: [0, 1] });
  });

  it('is as strict as its user wants', () => {
    expect(verdictOf([of(0), of(0.95)], 0.7)).toMatchObject({ kind: 'best', index: 1 });
    expect(verdictOf([of(0), of(2.33)], 0.99)).toEqual({ kind: 'close', indices: [1, 0] });
  });
});

describe('sharedRanks', () => {
  it('gives one rank to those that the model cannot tell from the best of them', () => {
    expect(sharedRanks([of(0), of(0.9), of(1.2), undefined, of(5)])).toEqual([4, 2, 2, undefined, 1]);
    expect(sharedRanks([of(0), of(0.9), of(1.2), of(5)], 0.5)).toEqual([4, 3, 2, 1]);
    expect(sharedRanks([of(1), of(1)])).toEqual([1, 1]);
  });

  it('gives the first rank to all that may be best, as the verdict names them', () => {
    const scores = [of(3), of(0), { reward: -1, logSigma: 2 }];
    expect(verdictOf(scores)).toEqual({ kind: 'close', indices: [0, 2] });
    expect(sharedRanks(scores)).toEqual([1, 2, 1]);
  });
});

describe('verdictText', () => {
  const names = ['a.png', 'b.png', 'c.png', 'd.png', 'e.png'];

  it('says it in one line', () => {
    expect(verdictText({ kind: 'best', index: 1, isClear: true, chance: 0.9999 }, names)).toBe(
      'b.png is clearly best (over 99%)',
    );
    expect(verdictText({ kind: 'best', index: 0, isClear: false, chance: 0.8 }, names)).toBe(
      'a.png is probably best (80%)',
    );
    expect(verdictText({ kind: 'close', indices: [1, 0] }, names)).toBe('Too close to call: b.png or a.png');
    expect(verdictText({ kind: 'close', indices: [0, 1, 2, 3] }, names)).toBe(
      'Too close to call: a.png, b.png, c.png or d.png',
    );
    expect(verdictText({ kind: 'close', indices: [0, 1, 2, 3, 4] }, names)).toBe(
      'Too close to call: a.png, b.png, c.png or 2 more',
    );
  });
});
