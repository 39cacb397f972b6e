import { type ReactNode, useId } from 'react';
import type { Table } from '../../../evaluation/report/tables.ts';
import { DataTable } from '../../ui/DataTable.tsx';

interface PlotFigureProps {
  readonly title: string;
  /** What the plot shows, in a sentence: for everyone, and all that some people have of it. */
  readonly summary: string;
  /** All that the plot shows; without rows there is no plot. */
  readonly table: Table;
  readonly children: ReactNode;
}

/** A plot with its title, what it says, and the same as a table. */
export function PlotFigure({ title, summary, table, children }: PlotFigureProps) {
  const id = useId();
  if (table.rows.length === 0) return null;
  return (
    <figure className="plot-figure" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <figcaption className="muted">{summary}</figcaption>
      {children}
      <details className="plot-table">
        <summary>Table</summary>
        <DataTable table={table} caption={title} />
      </details>
    </figure>
  );
}
