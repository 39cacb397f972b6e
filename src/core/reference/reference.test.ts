import { describe, expect, it } from 'vitest';
import { editScore } from '../../testing/scoreForTest.ts';
import { makeReferenceSet } from './makeReferenceSet.ts';
import { placeText, pointsHistogram, sharePercent, shareBelow } from './place.ts';
import { parseReferenceSet } from './parseReferenceSet.ts';
import { checkReference, isReferenceOf, ReferenceSetError } from './referenceSet.ts';

const model = { id: 'nano', dtype: 'q8', manifestSha256: 'a'.repeat(64) };
const score = (mu: number) => editScore({ mu, logSigma: 0 }, { mu: mu / 2, logSigma: 0 });

function setOf(count: number) {
  const scores = Array.from({ length: count }, (_, k) => score((k * 7) % count));
  return makeReferenceSet({ model, of: 'drawn edits', origin: 'Drawn.', scores });
}

describe('a reference set', () => {
  it('keeps all scores of the reward and each head, ascending, if they are few', () => {
    const set = setOf(11);
    expect(set.count).toBe(11);
    expect(set.points['instructionFollowing']).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(set.points['visualQuality']).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect(set.points.reward[10]).toBe(7.5);
  });

  it('keeps even steps of rank of many, with both ends', () => {
    const { points, count } = setOf(2001);
    expect(count).toBe(2001);
    expect(points['instructionFollowing']).toHaveLength(201);
    expect(points['instructionFollowing']?.slice(0, 3)).toEqual([0, 10, 20]);
    expect(points['instructionFollowing']?.at(-1)).toBe(2000);
  });

  it('refuses too few scores', () => {
    expect(() => setOf(9)).toThrow(
      new ReferenceSetError('A reference set needs 10 scores at least, and there are 9. Score more pictures.'),
    );
  });

  it('is of the taste that gave the scores, and of no other', () => {
    const tasted = { ...model, taste: { name: 'mine', sha256: 'd' } };
    const scores = Array.from({ length: 10 }, () => score(1));
    const set = makeReferenceSet({ model: tasted, of: 'edits', origin: '', scores });
    const read = parseReferenceSet(JSON.stringify(set), 'r.json');
    expect(read).toEqual(set);
    expect(isReferenceOf(read, tasted)).toBe(true);
    expect(isReferenceOf(read, model)).toBe(false);
    expect(isReferenceOf(read, { ...model, taste: { name: 'mine', sha256: 'e' } })).toBe(false);
    expect(isReferenceOf(setOf(12), tasted)).toBe(false);
    expect(() => checkReference(read, model, 'r.json')).toThrow(
      'r.json holds scores of nano q8 (aaaaaaaa), taste “mine”, and this model is nano q8 (aaaaaaaa). ',
    );
  });

  it('is the same once it was written and read, however long the names in it', () => {
    expect(parseReferenceSet(JSON.stringify(setOf(300)), 'reference.json')).toEqual(setOf(300));
    const scores = Array.from({ length: 10 }, () => score(1));
    const long = makeReferenceSet({ model, of: 'x'.repeat(200), origin: 'x'.repeat(900), scores });
    expect(long.of).toBe(`${'x'.repeat(99)}…`);
    expect(parseReferenceSet(JSON.stringify(long), 'reference.json')).toEqual(long);
  });

  it.each([
    ['{', 'r.json is not a reference set: it is not JSON. Choose a reference.json.'],
    [JSON.stringify({ ...setOf(12), count: 1 }), '"count" is wrong'],
    [JSON.stringify({ ...setOf(12), points: { reward: [3, 1, 2, 4, 5, 6, 7, 8, 9, 10] } }), '"points.reward" is wrong'],
    [JSON.stringify({ ...setOf(12), points: {} }), '"points.reward" is wrong'],
  ])('refuses %s', (json, message) => {
    expect(() => parseReferenceSet(json, 'r.json')).toThrow(message);
  });

  it('is for its own model alone, at its own size of pictures', () => {
    const set = setOf(12);
    expect(isReferenceOf(set, model)).toBe(true);
    expect(isReferenceOf(set, { ...model, maxPixels: 1000 })).toBe(false);
    const other = { id: 'nano', dtype: 'fp32', manifestSha256: 'b'.repeat(64) };
    expect(() => checkReference(set, other, 'r.json')).toThrow(
      'r.json holds scores of nano q8 (aaaaaaaa), and this model is nano fp32 (bbbbbbbb). Scores of two models cannot be ' +
        'compared. Make a reference set of results of this model.',
    );
  });

  it('is for the package that took it up, too, and so are others of the package before', () => {
    expect(isReferenceOf(setOf(13), { ...model, manifestSha256: 'c'.repeat(64), reference: setOf(12) })).toBe(true);
  });
});

describe('a place among reference scores', () => {
  const points = [1, 2, 2, 4];
  it.each([
    [0, 0],
    [1, 0.125],
    [2, 0.5],
    [3, 0.75],
    [5, 1],
  ])('of %d is above a share of %d', (value, share) => {
    expect(shareBelow(points, value)).toBe(share);
  });

  it('is said with how many it is compared with', () => {
    const set = setOf(1200);
    expect(placeText(set, 0.824)).toBe('better than 82% of 1,200 drawn edits');
    expect(placeText(set, 1)).toBe('better than all 1,200 drawn edits');
    expect(placeText(set, 0)).toBe('better than none of 1,200 drawn edits');
  });

  it('never reads as an end that it is not at', () => {
    expect([0, 0.001, 0.999, 1].map(sharePercent)).toEqual(['0%', '1%', '99%', '100%']);
  });

  it('has a histogram whose shares are one together', () => {
    expect(pointsHistogram([0, 1, 1, 23])).toEqual({
      start: 0,
      step: 1,
      shares: [0.25, 0.5, ...Array.from({ length: 21 }, () => 0), 0.25],
    });
    expect(pointsHistogram([3, 3]).shares).toEqual([1]);
  });
});
