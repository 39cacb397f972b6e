import type { Table } from './tables.ts';

export interface ReportSection {
  /** In names of files: "by-reward". */
  readonly id: string;
  readonly title: string;
  /** What the table shows, or all that there is to say. */
  readonly text: string;
  /** With rows. */
  readonly table?: Table;
  /** Columns of the table whose cells name pictures of a run: the page shows these, where it has them. */
  readonly pictures?: { readonly run: number; readonly columns: readonly number[] };
}
