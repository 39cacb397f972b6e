import type { Grouping, Status, TableOptions } from '../../batch/tableView.ts';

interface TableToolsProps {
  readonly options: TableOptions;
  readonly onChange: (change: Partial<TableOptions>) => void;
  /** Of how many rows how many are shown. */
  readonly summary: string;
}

const STATUSES: readonly { readonly value: Status | 'all'; readonly label: string }[] = [
  { value: 'all', label: 'All edits' },
  { value: 'scored', label: 'Scored' },
  { value: 'failed', label: 'Failed' },
  { value: 'waiting', label: 'Not scored yet' },
];

const GROUPINGS: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'none', label: 'No groups' },
  { value: 'source', label: 'By source' },
  { value: 'instruction', label: 'By instruction' },
];

/** What of the table is shown, and in which groups; a click on a column's head sorts. */
export function TableTools({ options, onChange, summary }: TableToolsProps) {
  return (
    <div className="table-tools">
      <input
        aria-label="Filter by text"
        placeholder="Filter: instruction, file, model"
        value={options.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <select
        aria-label="Filter by status"
        value={options.status}
        onChange={(event) => onChange({ status: event.currentTarget.value as TableOptions['status'] })}
      >
        {STATUSES.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label="Group"
        value={options.grouping}
        onChange={(event) => onChange({ grouping: event.currentTarget.value as Grouping })}
      >
        {GROUPINGS.map(({ value, label }) => (
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
