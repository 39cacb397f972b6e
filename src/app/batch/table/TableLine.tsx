import { formatCount } from '../../../core/formatNumbers.ts';
import type { DatasetKind } from '../../../core/dataset/datasetItem.ts';
import { kindWords } from '../../../core/dataset/kindWords.ts';
import type { HeadName } from '../../../core/score/score.ts';
import { useOpenBatch } from '../useBatch.ts';
import { TableRow } from './TableRow.tsx';
import type { GroupHead, TableEntry } from './tableView.ts';
import type { Thumbnails } from './thumbnails.ts';

interface TableLineProps {
  readonly id: string;
  readonly index: number;
  /** From the top of the table, in pixels. */
  readonly start: number;
  readonly entry: TableEntry | undefined;
  readonly isActive: boolean;
  readonly onChoose: (index: number) => void;
  readonly kind: DatasetKind;
  readonly heads: readonly HeadName[];
  readonly thumbnails: Thumbnails<ImageBitmap> | undefined;
}

/** A row, or the head of a group, at its place. */
export function TableLine(props: TableLineProps) {
  const { id, index, start, entry, isActive, onChoose, kind, heads, thumbnails } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={typeof entry === 'number' ? 'table-row' : 'table-row table-group'}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onChoose(index)}
    >
      {typeof entry === 'number' && <EditCells place={entry} heads={heads} thumbnails={thumbnails} />}
      {typeof entry === 'object' && <GroupCell group={entry} kind={kind} />}
    </div>
  );
}

function GroupCell({ group, kind }: { readonly group: GroupHead; readonly kind: DatasetKind }) {
  return (
    <span role="gridcell" className="file-name">
      <strong>{group.title || `No ${kindWords(kind).text}`}</strong>{' '}
      <span className="muted">{formatCount(group.count)}</span>
    </span>
  );
}

interface EditCellsProps extends Pick<TableLineProps, 'heads' | 'thumbnails'> {
  /** Of the edit among the dataset's. */
  readonly place: number;
}

function EditCells({ place, heads, thumbnails }: EditCellsProps) {
  const row = useOpenBatch(({ dataset }) => dataset.rows[place]);
  const outcome = useOpenBatch(({ outcomes }) => row && outcomes.get(row.outcomeKey));
  // What has no score may have one: kept scores are being compared with the pictures.
  const isChecking = useOpenBatch(({ check }) => check?.kind === 'running');
  if (!row) return null;
  return <TableRow row={row} outcome={outcome} heads={heads} isChecking={isChecking} thumbnails={thumbnails} />;
}
