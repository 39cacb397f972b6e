import { useId } from 'react';
import { PUBLISHED_TABLES, type PublishedTable } from '../../evaluation/publishedTables.ts';
import { publishedTable } from '../../evaluation/report/fieldTable.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { SourceLink } from './SourceLink.tsx';

/** All that others published, before there are results to stand among it. */
export function PublishedTables() {
  const id = useId();
  return (
    <section className="published-tables" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>What was published</h2>
      </div>
      <p className="muted">Your own results of one of these sets take their place among them.</p>
      {Object.values(PUBLISHED_TABLES).map((table) => (
        <OneTable key={table.id} table={table} />
      ))}
    </section>
  );
}

function OneTable({ table }: { readonly table: PublishedTable }) {
  const { title, note, source } = table;
  return (
    <div className="published-table">
      <h3>{title}</h3>
      <p className="muted">
        {note} From <SourceLink source={source} />.
      </p>
      <DataTable table={publishedTable(table)} caption={title} />
    </div>
  );
}
