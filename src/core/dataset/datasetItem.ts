import type { Judgement } from './judgement.ts';

/** Edits of one source that belong together in a dataset: a pair, K of them, or a single one. */
export interface DatasetItem {
  /**
   * Where it starts in its file, from 1: the line of a text file, or the row where several share a line and in a parquet
   * file. Different for every item of a file.
   */
  readonly line: number;
  readonly instruction: string;
  readonly source: ImageReference;
  readonly candidates: readonly DatasetCandidate[];
  /**
   * What people said, or what was assumed in its place: ranks of the candidates from 1, equal ones are a tie. Undefined where
   * nothing is known.
   */
  readonly ranks: readonly number[] | undefined;
  /** Where the ranks or scores come from, or why there are none. Missing in items that version 0.1 kept: see `judgementOf`. */
  readonly judgement?: Judgement | undefined;
}

export interface DatasetCandidate {
  readonly image: ImageReference;
  /** Which editing model made it. */
  readonly model: string | undefined;
  /** A score that people gave to it alone. */
  readonly humanScore: number | undefined;
}

export type ImageReference =
  /** A file in the folder of images; `name` is its path there, with slashes. */
  | { readonly kind: 'file'; readonly name: string }
  /** In the dataset itself; the same name is the same picture. */
  | { readonly kind: 'embedded'; readonly name: string; readonly read: () => Promise<Uint8Array<ArrayBuffer>> };

/** Something about a row that has to be told, such as why it cannot be used: a sentence for people. */
export interface RowProblem {
  readonly line: number;
  readonly message: string;
}

/** What a dataset file holds. Problems do not keep the other rows from being used. */
export interface Dataset {
  readonly items: readonly DatasetItem[];
  readonly problems: readonly RowProblem[];
  /** Rows that are used, though something in them was not understood or contradicts another. */
  readonly notices: readonly RowProblem[];
}
