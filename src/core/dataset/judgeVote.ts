/** What a judge said of two edits of one source, as EditReward's own evaluation of chat models keeps it. */
export interface JudgeVote {
  /** Of the item that the pair is of: an item of three edits has three pairs, and one of four has six. */
  readonly item: string;
  /** How many edits its item has. */
  readonly size: number;
  readonly instruction: string;
  /** Which models made the two edits, where that is known. */
  readonly editors: readonly [string | undefined, string | undefined];
  readonly human: Order;
  /** Undefined for an answer without a verdict. */
  readonly judge: Order | undefined;
  /** Whether the judge said what people said, as the official code compares them. */
  readonly isRight: boolean;
}

/** 1: the first edit of a pair is better; -1: the second; 0: neither. */
export type Order = -1 | 0 | 1;

/** All that a judge said of a dataset. */
export interface JudgeVotes {
  /** What the judge is called in its files. */
  readonly name: string;
  readonly votes: readonly JudgeVote[];
  /** Pairs that it was asked for and gave no answer to. They are in no figure, as in the official code. */
  readonly unanswered: number;
}

/** Pairs of so many edits. */
export function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}
