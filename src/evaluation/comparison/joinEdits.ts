import type { RunEdit } from './runEdits.ts';

/** Edits of two runs that are the same, by their places, and what of both is not joined. */
export interface JoinedEdits {
  /** In the order of the first run. */
  readonly pairs: readonly (readonly [first: number, second: number])[];
  /** Of each run, how many edits the other does not have. */
  readonly alone: readonly [number, number];
  /** Of those, edits of the same name whose pictures are others. */
  readonly otherPictures: number;
}

type KeyOf = (edit: RunEdit) => string | undefined;

/** By what an edit is known in another run, the surest first. Undefined of an edit that has no such key. */
const KEYS: readonly KeyOf[] = [
  ({ instruction, digests }) => digests && JSON.stringify([instruction, digests]),
  ({ instruction, source, image }) => JSON.stringify([instruction, source, image]),
  // Detailed logs name no source.
  ({ instruction, image }) => JSON.stringify([instruction, image]),
];

/**
 * Joins the edits of two runs by the digests of their pictures, or else by their names. A key that several edits of a run have
 * joins none of them.
 */
export function joinEdits(first: readonly RunEdit[], second: readonly RunEdit[]): JoinedEdits {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const others = new Set<number>();
  for (const keyOf of KEYS) {
    const [ofFirst, ofSecond] = [placesByKey(first, keyOf), placesByKey(second, keyOf)];
    for (const [key, place] of ofFirst) {
      const other = ofSecond.get(key);
      if (place === SEVERAL || other === undefined || other === SEVERAL || partners.has(place) || taken.has(other))
        continue;
      if (areOtherPictures(first[place], second[other])) others.add(place);
      else {
        partners.set(place, other);
        taken.add(other);
      }
    }
  }
  const pairs = [...partners].toSorted(([a], [b]) => a - b);
  const alone = [first.length - pairs.length, second.length - pairs.length] as const;
  return { pairs, alone, otherPictures: [...others].filter((place) => !partners.has(place)).length };
}

const SEVERAL = -1;

function placesByKey(edits: readonly RunEdit[], keyOf: KeyOf): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, edit] of edits.entries()) {
    const key = keyOf(edit);
    if (key !== undefined) places.set(key, places.has(key) ? SEVERAL : place);
  }
  return places;
}

function areOtherPictures(one: RunEdit | undefined, other: RunEdit | undefined): boolean {
  return one?.digests !== undefined && other?.digests !== undefined && one.digests !== other.digests;
}
