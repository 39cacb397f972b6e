import type { ReactNode } from 'react';
import './dataTable.css';

interface DataTableProps {
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly caption: string;
  /** Places of rows that stand out. */
  readonly marked?: ReadonlySet<number>;
  /** What stands in a cell; its text, unless said. */
  readonly cellOf?: (text: string, column: number) => ReactNode;
}

/** A table whose first column names its rows. It scrolls by itself where the page is narrow. */
export function DataTable({ table, caption, marked, cellOf = textOf }: DataTableProps) {
  return (
    <div className="data-table" tabIndex={0} role="region" aria-label={`${caption}, as a table`}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells], index) => (
            <tr key={`${index} ${name}`} className={marked?.has(index) === true ? 'marked' : undefined}>
              <th scope="row">{cellOf(name ?? '', 0)}</th>
              {cells.map((cell, column) => (
                <td key={table.columns[column + 1]}>{cellOf(cell, column + 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function textOf(text: string): ReactNode {
  return text;
}
