import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  ABSENT_IN_PAIR,
  assumeFirstPreferred,
  countJudgements,
  countUndecidedPairs,
  judgementOf,
  UNDERSTOOD,
  type Judgement,
} from './judgement.ts';

function item(ranks: readonly number[] | undefined, judgement?: Judgement, humanScore?: number) {
  return { ranks, judgement, candidates: [{ humanScore }, { humanScore: undefined }] };
}

const unreadable: Judgement = { kind: 'unreadable', reason: 'vote is 1.' };
const items = [
  item(undefined, ABSENT_IN_PAIR),
  item(undefined, ABSENT),
  item(undefined, unreadable),
  item([2, 1], UNDERSTOOD),
];

describe('a judgement', () => {
  it('is assumed only where nothing is said, and only when asked to', () => {
    expect(countJudgements(items)).toEqual({ understood: 1, absent: 2, assumed: 0, unreadable: 1, unknown: 0 });
    const assumed = assumeFirstPreferred(items);
    expect(assumed.map(({ ranks }) => ranks)).toEqual([[1, 2], undefined, undefined, [2, 1]]);
    expect(countJudgements(assumed)).toEqual({ understood: 1, absent: 1, assumed: 1, unreadable: 1, unknown: 0 });
    expect(assumed.slice(1)).toEqual(items.slice(1));
    expect([items, assumed].map(countUndecidedPairs)).toEqual([1, 0]);
  });

  it.each([
    ['a pair with the first before the second', item([1, 2]), 'unknown'],
    ['a pair with the second before the first', item([2, 1]), 'understood'],
    ['a tie', item([1, 1]), 'understood'],
    ['three', item([1, 2, 3]), 'understood'],
    ['a score', item(undefined, undefined, 0), 'understood'],
    ['nothing', item(undefined), 'absent'],
  ])('that version 0.1 kept is known as far as it can be: %s', (_what, kept, kind) => {
    expect(judgementOf(kept).kind).toBe(kind);
    expect(assumeFirstPreferred([kept])).toEqual([kept]);
  });
});
