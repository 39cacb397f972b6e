import { describe, expect, it } from 'vitest';
import { ABSENT, ABSENT_IN_PAIR, countJudgements, judgementOf, UNDERSTOOD, type Judgement } from './judgement.ts';
import { applyPreference, countDecided, countOpenPairs } from './preference.ts';

function item(ranks: readonly number[] | undefined, judgement?: Judgement, humanScore?: number) {
  return { ranks, judgement, candidates: [{ humanScore }, { humanScore: undefined }] };
}

const WITH_SCORES: Judgement = { kind: 'absent', firstMayBePreferred: true, byScores: [2, 1] };
const items = [
  item(undefined, ABSENT_IN_PAIR),
  item(undefined, ABSENT),
  item(undefined, { kind: 'unreadable', reason: 'vote is 1.' }),
  item([2, 1], UNDERSTOOD),
  item(undefined, WITH_SCORES),
];
const ranksOf = (some: readonly { readonly ranks: readonly number[] | undefined }[]) => some.map(({ ranks }) => ranks);

describe('the choice of whom people preferred', () => {
  it('is of nobody by default: no vote is no vote', () => {
    expect(applyPreference(items, 'none')).toBe(items);
    expect(countJudgements(items)).toEqual({ understood: 1, absent: 3, assumed: 0, unreadable: 1, unknown: 0 });
    expect(countOpenPairs(items)).toEqual({ withScores: 1, bare: 1 });
  });

  it('may be the first edit of pairs that say nothing', () => {
    const chosen = applyPreference(items, 'path1');
    expect(ranksOf(chosen)).toEqual([[1, 2], undefined, undefined, [2, 1], [1, 2]]);
    expect(countJudgements(chosen)).toEqual({ understood: 1, absent: 1, assumed: 2, unreadable: 1, unknown: 0 });
    expect(chosen.slice(1, 4)).toEqual(items.slice(1, 4));
    expect(countOpenPairs(chosen)).toEqual({ withScores: 0, bare: 0 });
  });

  it('may be that of the higher score of the first dimension', () => {
    const chosen = applyPreference(items, 'scores');
    expect(ranksOf(chosen)).toEqual([undefined, undefined, undefined, [2, 1], [2, 1]]);
    expect(countJudgements(chosen)).toEqual({
      understood: 1,
      absent: 2,
      assumed: 0,
      unreadable: 1,
      unknown: 0,
      scores: 1,
    });
    expect(chosen.slice(0, 4)).toEqual(items.slice(0, 4));
  });

  it('counts what it decides', () => {
    const open = { withScores: 3, bare: 4 };
    expect((['none', 'scores', 'path1'] as const).map((one) => countDecided(open, one))).toEqual([0, 3, 7]);
  });

  it('leaves alone what version 0.1 kept', () => {
    const kept = [item([1, 2]), item(undefined), item(undefined, undefined, 0)];
    expect(applyPreference(kept, 'path1')).toEqual(kept);
    expect(kept.map((one) => judgementOf(one).kind)).toEqual(['unknown', 'absent', 'understood']);
  });
});
