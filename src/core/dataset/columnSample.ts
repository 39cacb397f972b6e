/** What stands in the columns of a dataset, for somebody who has to say which is what. Plain data, which can be sent. */
export type SampleCell =
  | { readonly kind: 'blank' }
  /** Names of pictures: one, or a list of them. */
  | {
      readonly kind: 'pictures';
      readonly names: readonly string[];
      readonly isList: boolean;
      readonly embedded: boolean;
    }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string };

export interface ColumnSample {
  /** In lower case, in the order in which rows have them. */
  readonly columns: readonly string[];
  /** Rows from all over the file, each with a cell for each column; the first ones first. */
  readonly rows: readonly (readonly SampleCell[])[];
}
