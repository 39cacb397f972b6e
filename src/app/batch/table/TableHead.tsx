import type { DatasetKind } from '../../../core/dataset/datasetItem.ts';
import type { HeadName } from '../../../core/score/score.ts';
import { capitalized, kindWords } from '../../../core/dataset/kindWords.ts';
import type { SortKey, TableOptions } from './tableView.ts';

interface TableHeadProps {
  readonly kind: DatasetKind;
  readonly heads: readonly HeadName[];
  readonly options: TableOptions;
  readonly onChange: (change: Partial<TableOptions>) => void;
}

interface Column {
  readonly sort: SortKey;
  readonly label: string;
  /** Of its style; else `sort`. */
  readonly name?: string;
  readonly number?: boolean;
}

function columnsOf(kind: DatasetKind, heads: readonly HeadName[]): Column[] {
  return [
    { sort: 'file', label: capitalized(kindWords(kind).one) },
    { sort: 'model', label: 'Model' },
    { sort: 'reward', label: 'Reward', number: true },
    ...heads.map(({ key, label }) => ({ sort: `head:${key}`, label, name: 'head', number: true }) as const),
    { sort: 'line', label: 'Line', number: true },
  ];
}

/** A click sorts, numbers the highest first; another one turns the order. */
export function TableHead({ kind, heads, options, onChange }: TableHeadProps) {
  function sortBy(sort: SortKey, number: boolean): void {
    const isSame = options.sort === sort;
    onChange({ sort, descending: isSame ? !options.descending : number && sort !== 'line' });
  }
  const order = options.descending ? 'descending' : 'ascending';
  return (
    <div className="table-row table-head" role="row" aria-rowindex={1}>
      <span role="columnheader">
        <span className="visually-hidden">{kind === 'edits' ? 'Source and edit' : 'Picture'}</span>
      </span>
      {columnsOf(kind, heads).map(({ sort, label, name = sort, number = false }) => (
        <span
          key={sort}
          role="columnheader"
          className={number ? `number column-${name}` : `column-${name}`}
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
