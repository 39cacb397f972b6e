import { meanRanks } from '../statistics/spearman.ts';
import type { JoinedEdits } from './joinEdits.ts';
import type { RunEdit, RunEdits } from './runEdits.ts';

/** An edit of which two runs think differently. */
export interface DifferentEdit {
  /** In the dataset of the first run. */
  readonly line: number;
  readonly instruction: string;
  readonly source: string | undefined;
  readonly image: string;
  readonly editor: string | undefined;
  readonly rewards: readonly [first: number, second: number];
  /** Where its reward lies among those of its run, from 0, the lowest, to 1: scorers have scales of their own. */
  readonly places: readonly [first: number, second: number];
}

/** Enough to see what they disagree about. */
const SHOWN = 12;

/** Those whose places are farthest apart, of the edits that both runs scored; those of equal places are none. */
export function differentEdits(
  [ofFirst, ofSecond]: readonly [RunEdits, RunEdits],
  { pairs }: JoinedEdits,
): DifferentEdit[] {
  const edits = pairs.flatMap(([one, other]) => {
    const [first, second] = [ofFirst.edits[one], ofSecond.edits[other]];
    return first && second ? [{ first, second }] : [];
  });
  const [inFirst, inSecond] = [placesOf(edits.map(({ first }) => first)), placesOf(edits.map(({ second }) => second))];
  const all = edits.map(({ first, second }, k): DifferentEdit => {
    const { line, instruction, source, image, editor } = first;
    const places = [inFirst[k] ?? 0, inSecond[k] ?? 0] as const;
    return { line, instruction, source, image, editor, rewards: [first.reward, second.reward], places };
  });
  return all
    .filter((one) => distanceOf(one) > 0)
    .toSorted((a, b) => distanceOf(b) - distanceOf(a))
    .slice(0, SHOWN);
}

function distanceOf({ places: [first, second] }: DifferentEdit): number {
  return Math.abs(first - second);
}

function placesOf(edits: readonly RunEdit[]): number[] {
  const last = Math.max(1, edits.length - 1);
  return meanRanks(edits.map(({ reward }) => reward)).map((rank) => (rank - 1) / last);
}
