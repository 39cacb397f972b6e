import { type RefObject, useId } from 'react';
import type { DatasetKind } from '../../../core/dataset/datasetItem.ts';
import { capitalized, kindWords } from '../../../core/dataset/kindWords.ts';
import type { HeadName } from '../../../core/score/score.ts';
import { TableHead } from './TableHead.tsx';
import { TableLine } from './TableLine.tsx';
import type { TableEntry, TableOptions } from './tableView.ts';
import type { TableCursor } from './useTableCursor.ts';
import type { TableScroll } from './useTableScroll.ts';
import { useThumbnails } from './useThumbnails.ts';

interface TableGridProps {
  readonly kind: DatasetKind;
  /** Of the model whose outcomes are shown; empty before there is one. */
  readonly heads: readonly HeadName[];
  readonly options: TableOptions;
  readonly onChange: (change: Partial<TableOptions>) => void;
  readonly entries: readonly TableEntry[];
  /** The element that scrolls. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly scroll: TableScroll;
  readonly cursor: TableCursor;
}

/** The table itself: its head, and the lines in sight. */
export function TableGrid({ kind, heads, options, onChange, entries, frame, scroll, cursor }: TableGridProps) {
  const tableId = useId();
  const thumbnails = useThumbnails();
  const lineId = (index: number) => `${tableId}-${index}`;
  return (
    <div
      ref={frame}
      className="table-frame"
      role="grid"
      aria-label={capitalized(kindWords(kind).many)}
      aria-rowcount={entries.length + 1}
      aria-activedescendant={entries.length > 0 ? lineId(cursor.active) : undefined}
      tabIndex={0}
      onKeyDown={cursor.onKeyDown}
    >
      <TableHead kind={kind} heads={heads} options={options} onChange={onChange} />
      <div className="table-body" role="rowgroup" style={{ height: scroll.height }}>
        {scroll.inSight.map(({ index, start }) => (
          <TableLine
            key={keyOf(entries[index], index)}
            id={lineId(index)}
            index={index}
            start={start}
            entry={entries[index]}
            isActive={index === cursor.active}
            onChoose={cursor.choose}
            kind={kind}
            heads={heads}
            thumbnails={thumbnails}
          />
        ))}
      </div>
    </div>
  );
}

/** A row keeps its element, and with it its thumbnails, when the order changes. */
function keyOf(entry: TableEntry | undefined, index: number): string {
  return typeof entry === 'number' ? `row ${entry}` : `head ${index}`;
}
