import type { Judgement } from './judgement.ts';

/**
 * Pictures that belong together in a dataset: a pair, K of them, or a single one. They are edits of one source. Without
 * a source, they are pictures that were made from one prompt.
 */
export interface DatasetItem {
  /**
   * Where the item starts in its file, from 1. It is the line of a text file; the row, if several rows share a line, or
   * in a parquet file. Different for every item of a file.
   */
  readonly line: number;
  /** What the edit was to do; without a source, the prompt that the pictures were made from. */
  readonly instruction: string;
  /** Absent in text-to-image. */
  readonly source?: ImageReference | undefined;
  readonly candidates: readonly DatasetCandidate[];
  /**
   * What people said, or what was assumed in its place. Ranks of the candidates from 1; equal ones are a tie. Undefined
   * if nothing is known.
   */
  readonly ranks: readonly number[] | undefined;
  /** Where the ranks or scores come from, or why there are none. Missing in items that version 0.1 kept: see `judgementOf`. */
  readonly judgement?: Judgement | undefined;
  /** How sure people's choice between two pictures is, of 1. Null: the row has a place for it and says nothing there. */
  readonly confidence?: number | null | undefined;
  /** How many people chose the first picture of a pair, and how many the second. */
  readonly votes?: readonly [number, number] | undefined;
  /** The folder that the picture counts for, in a dataset of folders, each with figures of its own. */
  readonly folder?: string | undefined;
  /** What kind of source or edit it is, where a column says so: figures of editors are also given by it. */
  readonly category?: string | undefined;
  /** What people said of single dimensions, the first one first. Only where the reader was asked for it. */
  readonly dimensions?: readonly DimensionScores[] | undefined;
}

/** One dimension of a judgement, such as how well an edit does what was asked. */
export interface DimensionScores {
  /** As the file's columns call it. */
  readonly name: string;
  /** What people gave to each candidate. Undefined: nothing is said. */
  readonly scores: readonly (number | undefined)[];
}

export interface DatasetCandidate {
  readonly image: ImageReference;
  /** Which model made it. */
  readonly model: string | undefined;
  /** A score that people gave to it alone. */
  readonly humanScore: number | undefined;
}

export type ImageReference =
  /** A file in the folder of images; `name` is its path there, with slashes. */
  | { readonly kind: 'file'; readonly name: string }
  /** In the dataset itself; the same name is the same picture. */
  | { readonly kind: 'embedded'; readonly name: string; readonly read: () => Promise<Uint8Array<ArrayBuffer>> };

/** A dataset is of edits, each with its source, or of pictures that were made from a prompt. */
export type DatasetKind = 'edits' | 'textToImage';

/** A dataset is of one kind: its reader sees to that. One without items is of edits. */
export function datasetKind(items: readonly Pick<DatasetItem, 'source'>[]): DatasetKind {
  const [first] = items;
  return first && first.source === undefined ? 'textToImage' : 'edits';
}

/** All pictures of an item: the source first, where there is one. */
export function imagesOf<Image>({ source, candidates }: ItemWithImages<Image>): Image[] {
  const edited = candidates.map(({ image }) => image);
  return source === undefined ? edited : [source, ...edited];
}

interface ItemWithImages<Image> {
  readonly source?: Image | undefined;
  readonly candidates: readonly { readonly image: Image }[];
}

/** The same for items that share a source and an instruction, or a prompt. */
export function requestKey({ instruction, source }: DatasetItem): string {
  return JSON.stringify(source ? [instruction, source.name] : [instruction]);
}

/** Something about a row that must be reported, such as why it cannot be used. A sentence for people. */
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
  /** How the rows were understood, where that is not plain: sentences about the whole file. */
  readonly notes?: readonly string[] | undefined;
  /** Of a folder of pictures: those that are not used, each with the reason. */
  readonly leftOut?: readonly string[] | undefined;
}
