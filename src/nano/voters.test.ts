import { expect, it } from 'vitest';
import { preferences, VOTERS } from './voters.ts';

it('one minds damage twice as much as what was asked', () => {
  const undamaged = VOTERS.damage({ instructionFollowing: 2, visualQuality: 4 });
  expect(undamaged).toBeGreaterThan(VOTERS.damage({ instructionFollowing: 3, visualQuality: 3 }));
});

it('one prefers nothing done to something else changed', () => {
  const nothing = VOTERS.elseChanged({ instructionFollowing: 1, visualQuality: 2 });
  expect(nothing).toBeGreaterThan(VOTERS.elseChanged({ instructionFollowing: 3, visualQuality: 2 }));
});

it('edits that are liked alike get no vote', () => {
  expect(preferences([2, 1, 2])).toEqual([
    [0, 1],
    [2, 1],
  ]);
});
