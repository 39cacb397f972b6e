import type { SortKey, TableOptions } from '../../batch/tableView.ts';

interface TableHeadProps {
  readonly options: TableOptions;
  readonly onChange: (change: Partial<TableOptions>) => void;
}

const COLUMNS: readonly { readonly sort: SortKey; readonly label: string; readonly number?: boolean }[] = [
  { sort: 'file', label: 'Edit' },
  { sort: 'model', label: 'Model' },
  { sort: 'reward', label: 'Reward', number: true },
  { sort: 'instructionFollowing', label: 'Instruction', number: true },
  { sort: 'visualQuality', label: 'Quality', number: true },
  { sort: 'line', label: 'Line', number: true },
];

/** A click sorts, numbers the highest first; another one turns the order. */
export function TableHead({ options, onChange }: TableHeadProps) {
  function sortBy(sort: SortKey, number: boolean): void {
    const isSame = options.sort === sort;
    onChange({ sort, descending: isSame ? !options.descending : number && sort !== 'line' });
  }
  const order = options.descending ? 'descending' : 'ascending';
  return (
    <div className="table-row table-head" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <span className="visually-hidden">Source and edit</span>
      </span>
      {COLUMNS.map(({ sort, label, number = false }) => (
        <span
          key={sort}
          role="columnheader"
          className={number ? `number column-${sort}` : `column-${sort}`}
          aria-sort={options.sort === sort ? order : 'none'}
        >
          <button type="button" className="quiet" onClick={() => sortBy(sort, number)}>
            {label}
            {options.sort === sort && <span aria-hidden="true">{options.descending ? ' ↓' : ' ↑'}</span>}
          </button>
        </span>
      ))}
    </div>
  );
}
