import { describe, expect, it } from 'vitest';
import { hasSameMembers } from './useSelected.ts';

describe('hasSameMembers', () => {
  const member = { a: 1 };

  it.each([
    [1, 1],
    [NaN, NaN],
    [undefined, undefined],
    [[member], [member]],
    [{ member }, { member }],
    [[], []],
  ])('holds of %j and %j', (one, other) => expect(hasSameMembers(one, other)).toBe(true));

  it.each([
    [1, 2],
    [undefined, null],
    [[member], [{ ...member }]],
    [[member], [member, member]],
    [{ member }, { other: member }],
    [{ a: undefined }, { b: undefined }],
    [[], {}],
    [new Map(), new Map()],
    [new Blob(), new Blob()],
  ])('does not hold of %j and %j', (one, other) => expect(hasSameMembers(one, other)).toBe(false));
});
