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
  /** What people said: ranks of the candidates from 1, equal ones are a tie. Undefined when they compared nothing. */
  readonly ranks: readonly number[] | undefined;
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

/** A row that cannot be used, and why: a sentence for people. */
export interface RowProblem {
  readonly line: number;
  readonly message: string;
}

/** What a dataset file holds. Problems do not keep the other rows from being used. */
export interface Dataset {
  readonly items: readonly DatasetItem[];
  readonly problems: readonly RowProblem[];
}
