import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeReferenceSet } from '../../core/reference/makeReferenceSet.ts';
import { chosenReference, chooseReference, recallReference } from './chosenReference.ts';
import { referenceFor } from './referenceFor.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

function setOf(digit: string) {
  const scores = Array.from({ length: 10 }, (_, k) => ({ reward: k }));
  const model = { id: 'x', dtype: 'q8', manifestSha256: digit.repeat(64) };
  return makeReferenceSet({ model, of: 'edits', origin: '', scores });
}

const kept = new Map<string, string>();
beforeEach(() => {
  stubLocalStorage(kept);
});
afterEach(() => {
  chooseReference(undefined);
  kept.clear();
  vi.unstubAllGlobals();
});

/** As at the beginning of a next visit. */
function leave(): void {
  chosenReference.dispatch(undefined);
}

describe('the reference set that the user chose', () => {
  it('is there at the next visit, until it is forgotten', async () => {
    chooseReference(setOf('a'));
    leave();
    await recallReference();
    expect(chosenReference.getState()).toEqual(setOf('a'));
    chooseReference(undefined);
    leave();
    await recallReference();
    expect(chosenReference.getState()).toBeUndefined();
  });

  it('is forgotten where what is kept is no reference set', async () => {
    chooseReference(setOf('a'));
    for (const key of kept.keys()) kept.set(key, '{"version":2}');
    leave();
    await recallReference();
    expect([chosenReference.getState(), kept.size]).toEqual([undefined, 0]);
  });

  it('is for this visit where the browser stores nothing', async () => {
    vi.stubGlobal('localStorage', undefined);
    chooseReference(setOf('a'));
    await recallReference();
    expect(chosenReference.getState()).toEqual(setOf('a'));
  });
});

describe('what scores of a model are compared with', () => {
  const model = { id: 'x', dtype: 'q8', manifestSha256: 'b'.repeat(64), reference: setOf('a') };
  it('is the choice of the user, if it is of this model', () => {
    const set = setOf('b');
    expect(referenceFor(model, set)).toEqual({ set, isChosen: true, refused: undefined });
  });

  it("is the model's own set otherwise, and the other one is named", () => {
    const other = setOf('c');
    expect(referenceFor(model, other)).toEqual({ set: model.reference, isChosen: false, refused: other });
    expect(referenceFor(model, undefined)).toEqual({ set: model.reference, isChosen: false, refused: undefined });
  });

  it('is nothing where pictures are made smaller than those of the set', () => {
    expect(referenceFor({ ...model, maxPixels: 9 }, undefined).set).toBeUndefined();
  });
});
