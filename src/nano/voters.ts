import type { NanoCandidate } from './suite.ts';

/** How much a voter likes an edit of these grades. Of two edits the one that is liked more gets the vote. */
export type Liking = (grades: NanoCandidate['grades']) => number;

/** The grade of an edit that did what was asked and changed something else as well. */
const CHANGED_MORE = 3;

/** Tastes that differ from the model's, which counts both grades alike. */
export const VOTERS: Readonly<Record<'damage' | 'elseChanged', Liking>> = {
  /** Minds damage twice as much as what the instruction asked. */
  damage: ({ instructionFollowing, visualQuality }) => instructionFollowing + 2 * visualQuality,
  /** Minds most of all that something else was changed: nothing done is better than that. */
  elseChanged: ({ instructionFollowing, visualQuality }) =>
    2 * (instructionFollowing === CHANGED_MORE ? 0 : instructionFollowing) + visualQuality,
};

/** Each two of these that are not liked alike: places of the one that is liked more, and of the other. */
export function preferences(likings: readonly number[]): (readonly [number, number])[] {
  return likings.flatMap((first, i) => likings.flatMap((second, k) => (first > second ? [[i, k] as const] : [])));
}
