import { describe, expect, it } from 'vitest';
import { judgementOf, type Judgement } from './judgement.ts';

function item(ranks: readonly number[] | undefined, judgement?: Judgement, humanScore?: number) {
  return { ranks, judgement, candidates: [{ humanScore }, { humanScore: undefined }] };
}

describe('a judgement', () => {
  it.each([
    ['a pair with the first before the second', item([1, 2]), 'unknown'],
    ['a pair with the second before the first', item([2, 1]), 'understood'],
    ['a tie', item([1, 1]), 'understood'],
    ['three', item([1, 2, 3]), 'understood'],
    ['a score', item(undefined, undefined, 0), 'understood'],
    ['nothing', item(undefined), 'absent'],
  ])('that version 0.1 kept is known as far as it can be: %s', (_what, kept, kind) => {
    expect(judgementOf(kept).kind).toBe(kind);
  });
});
