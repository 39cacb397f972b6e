import { groupBy } from '../../core/groupBy.ts';
import { comparePairs, type PairAgreement } from '../statistics/kendallTau.ts';
import type { JoinedEdits } from './joinEdits.ts';
import type { RunEdit, RunEdits } from './runEdits.ts';

/** An edit as two runs have it. */
export type EditOfBoth = readonly [first: RunEdit, second: RunEdit];

/** Edits of one source and instruction: each two of them are a pair. */
export type GroupOfPairs = readonly EditOfBoth[];

/** A source with more of them would have two million pairs, and a text-to-image folder of one prompt may have any number. */
const MOST_EDITS = 2000;

/** Edits that both runs scored, by their source and instruction; without sources with too many to compare each two. */
export function groupsOfPairs(
  [ofFirst, ofSecond]: readonly [RunEdits, RunEdits],
  { pairs }: JoinedEdits,
): { readonly groups: readonly GroupOfPairs[]; readonly leftOut: number } {
  const edits = pairs.flatMap(([one, other]): EditOfBoth[] => {
    const [first, second] = [ofFirst.edits[one], ofSecond.edits[other]];
    return first && second ? [[first, second]] : [];
  });
  const all = [...groupBy(edits, ([{ request }]) => request).values()];
  const groups = all.filter((group) => group.length <= MOST_EDITS);
  return { groups, leftOut: edits.length - groups.flat().length };
}

/** How two runs order the edits of a group by one of their numbers. */
export function agreementBy(valueOf: (edit: RunEdit) => number): (group: GroupOfPairs) => PairAgreement {
  return (group) =>
    comparePairs(
      group.map(([first]) => valueOf(first)),
      group.map(([, second]) => valueOf(second)),
    );
}
