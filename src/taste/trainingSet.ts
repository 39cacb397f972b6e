import type { Matrix } from './network/matrix.ts';

/** What a label is of: one head, by its place, or the reward of all. */
export type LabelledHead = number | 'overall';

/** Two pictures, by their rows, and which one people prefer. */
export interface Vote {
  readonly first: number;
  readonly second: number;
  /** The chance that people prefer the first: 1, 0, one half for a tie, or the share of those who chose it. */
  readonly target: number;
  readonly of: LabelledHead;
  /** What the pictures were made from. Votes of one source never are on both sides of a trial. */
  readonly source: string;
}

/** A picture, by its row, and a score that people gave to it, on the scale of mu. */
export interface Grade {
  readonly picture: number;
  readonly score: number;
  readonly of: LabelledHead;
  readonly source: string;
}

/** What is learned from. */
export interface Labels {
  readonly votes: readonly Vote[];
  readonly grades: readonly Grade[];
}

/** What the heads read of each picture: by head, hidden states [pictures, hidden]. */
export type Features = readonly Matrix[];

export function sourcesOf({ votes, grades }: Labels): string[] {
  return [...new Set([...votes, ...grades].map(({ source }) => source))];
}

/** Which heads labels teach: all, where they are of the whole. */
export function isTaught(head: number, { votes, grades }: Labels): boolean {
  return [...votes, ...grades].some(({ of }) => of === head || of === 'overall');
}

/** The labels of some sources. */
export function labelsOf({ votes, grades }: Labels, isWanted: (source: string) => boolean): Labels {
  return {
    votes: votes.filter(({ source }) => isWanted(source)),
    grades: grades.filter(({ source }) => isWanted(source)),
  };
}
