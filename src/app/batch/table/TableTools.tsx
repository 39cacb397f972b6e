import type { DatasetKind } from '../../../core/dataset/datasetItem.ts';
import { kindWords } from '../../../core/dataset/kindWords.ts';
import { groupedBy, type Grouping, type Status, type TableOptions } from './tableView.ts';

interface TableToolsProps {
  readonly kind: DatasetKind;
  readonly options: TableOptions;
  readonly onChange: (change: Partial<TableOptions>) => void;
  /** Of how many rows how many are shown. */
  readonly summary: string;
}

function statusesOf(kind: DatasetKind): readonly { readonly value: Status | 'all'; readonly label: string }[] {
  return [
    { value: 'all', label: `All ${kindWords(kind).many}` },
    { value: 'scored', label: 'Scored' },
    { value: 'failed', label: 'Failed' },
    { value: 'waiting', label: 'Not scored yet' },
  ];
}

function groupingsOf(kind: DatasetKind): readonly { readonly value: Grouping; readonly label: string }[] {
  const bySource = { value: 'source', label: 'By source' } as const;
  return [
    { value: 'none', label: 'No groups' },
    ...(kind === 'edits' ? [bySource] : []),
    { value: 'instruction', label: `By ${kindWords(kind).text}` },
    { value: 'editor', label: kind === 'edits' ? 'By editor' : 'By generator' },
  ];
}

/** What of the table is shown, and in which groups; a click on a column's head sorts. */
export function TableTools({ kind, options, onChange, summary }: TableToolsProps) {
  return (
    <div className="table-tools">
      <input
        aria-label="Filter by text"
        placeholder={`Filter: ${kindWords(kind).text}, file, ${kind === 'edits' ? 'editor' : 'generator'}`}
        value={options.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <select
        aria-label="Filter by status"
        value={options.status}
        onChange={(event) => onChange({ status: event.currentTarget.value as TableOptions['status'] })}
      >
        {statusesOf(kind).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label="Group"
        value={options.grouping}
        onChange={(event) => onChange(groupedBy(event.currentTarget.value as Grouping, options))}
      >
        {groupingsOf(kind).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="muted" role="status">
        {summary}
      </span>
    </div>
  );
}
