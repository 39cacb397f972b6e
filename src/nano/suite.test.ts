import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EDIT_TYPES } from './edit.ts';
import { GRADES } from './outcome.ts';
import { CANDIDATES_PER_SCENE, nanoCase, type NanoCase } from './suite.ts';

const cases = Array.from({ length: 40 }, (_, index) => nanoCase(8, index));

/** Of everything in a case. */
function digest({ type, instruction, source, candidates }: NanoCase): string {
  const hash = createHash('sha256').update(source.data);
  for (const { image, grades } of candidates) hash.update(image.data).update(JSON.stringify(grades));
  return hash.update(`${type} ${instruction}`).digest('hex');
}

describe('nanoCase', () => {
  it('is the same for the same seed and index, and others differ', () => {
    const drawn = cases.slice(0, 10).map(digest);
    expect(digest(nanoCase(8, 7))).toBe(drawn[7]);
    expect(digest(nanoCase(9, 7))).not.toBe(drawn[7]);
    expect(new Set(drawn).size).toBe(10);
  });

  it('takes the types of edit in turn', () => {
    expect(cases.slice(0, 6).map(({ type }) => type)).toEqual([...EDIT_TYPES, EDIT_TYPES[0]]);
  });

  it('has both grades of every kind, independent of each other', () => {
    const grades = cases.flatMap(({ candidates }) => candidates.map((candidate) => candidate.grades));
    expect(grades).toHaveLength(40 * CANDIDATES_PER_SCENE);
    for (const instructionFollowing of GRADES) {
      for (const visualQuality of GRADES) expect(grades).toContainEqual({ instructionFollowing, visualQuality });
    }
  });

  it('shows the source where nothing was done and nothing is damaged, and never where something was', () => {
    for (const { source, candidates } of cases) {
      for (const { image, grades } of candidates) {
        const same = Buffer.compare(image.data, source.data) === 0;
        if (same) expect(grades).toEqual({ instructionFollowing: 1, visualQuality: 4 });
      }
    }
    const untouched = cases.flatMap(({ source, candidates }) =>
      candidates.filter(({ image }) => Buffer.compare(image.data, source.data) === 0),
    );
    // One in 32 of 240.
    expect(untouched.length).toBeGreaterThan(1);
  });
});
