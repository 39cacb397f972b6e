import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import type { Outcomes } from '../../../batch/outcomes.ts';
import { datasetKind } from '../../../core/dataset/datasetItem.ts';
import { capitalized, kindWords } from '../../../core/dataset/kindWords.ts';
import type { HeadName } from '../../../core/score/score.ts';
import '../../ui/table.css';
import { count } from '../batchText.ts';
import type { OpenDataset } from '../openDataset.ts';
import { PairDialog } from './PairDialog.tsx';
import { smallPicture } from './smallPicture.ts';
import { TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import { TableTools } from './TableTools.tsx';
import { DEFAULT_OPTIONS, type TableEntry, type TableOptions } from './tableView.ts';
import { createThumbnails } from './thumbnails.ts';
import { useTableView } from './useTableView.ts';

interface BatchTableProps {
  /** Of the model whose outcomes these are; empty before there is one. */
  readonly heads: readonly HeadName[];
  readonly dataset: OpenDataset;
  readonly outcomes: Outcomes;
  /** Another one when `outcomes` has changed. */
  readonly version: number;
  readonly hasImages: boolean;
  /** Kept scores are being compared with the pictures: what has none may have one. */
  readonly isChecking: boolean;
  /** Another number when thumbnails may be of former pictures. */
  readonly changedPictures: number;
}

/** Of a row, and of a group's head, in pixels: as in table.css. */
const ROW_HEIGHT = 56;
const HEAD_HEIGHT = 36;
const PAGE_OF_ROWS = 10;

/** Every edit of a dataset. Only rows in sight are in the page. */
export const BatchTable = memo(function BatchTable(props: BatchTableProps) {
  const { heads, dataset, outcomes, version, hasImages, isChecking, changedPictures } = props;
  const [options, setOptions] = useState(DEFAULT_OPTIONS);
  const [active, setActive] = useState(0);
  const [comparing, setComparing] = useState(false);
  const entries = useTableView(dataset.rows, outcomes, version, options);
  const thumbnails = useMemo(
    () => (hasImages ? thumbnailsOf(dataset, changedPictures) : undefined),
    [dataset, hasImages, changedPictures],
  );
  useEffect(() => () => thumbnails?.clear(), [thumbnails]);

  const kind = datasetKind(dataset.items);
  const words = kindWords(kind);
  const frame = useRef<HTMLDivElement>(null);
  const tableId = useId();
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (typeof entries[index] === 'number' ? ROW_HEIGHT : HEAD_HEIGHT),
    overscan: 6,
  });
  // The heights of rows are those of the entries that were there before.
  useEffect(() => virtualizer.measure(), [entries, virtualizer]);

  function change(to: Partial<TableOptions>): void {
    setOptions((before) => ({ ...before, ...to }));
    setActive(0);
    virtualizer.scrollToOffset(0);
  }

  function activate(index: number): void {
    const inside = Math.min(entries.length - 1, Math.max(0, index));
    setActive(inside);
    virtualizer.scrollToIndex(inside);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') return setComparing(typeof entries[active] === 'number');
    const target = targetOf(event.key, active, entries.length);
    if (target === undefined) return;
    event.preventDefault();
    activate(target);
  }

  const rowId = (index: number) => `${tableId}-${index}`;
  const shown = entries.filter((entry) => typeof entry === 'number').length;
  return (
    <section aria-label={capitalized(words.many)} className={`batch-table ${kind}`} style={columnStyle(heads)}>
      <TableTools
        kind={kind}
        options={options}
        onChange={change}
        summary={`${count(shown)} of ${count(dataset.rows.length)} ${words.many}`}
      />
      <div
        ref={frame}
        className="table-frame"
        role="grid"
        aria-label={capitalized(words.many)}
        aria-rowcount={entries.length + 1}
        aria-activedescendant={entries.length > 0 ? rowId(active) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <TableHead kind={kind} heads={heads} options={options} onChange={change} />
        <div className="table-body" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={keyOf(entries[index], index)}
              id={rowId(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === active}
              className={typeof entries[index] === 'number' ? 'table-row' : 'table-row table-group'}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setActive(index);
                setComparing(typeof entries[index] === 'number');
              }}
            >
              {entryCells(entries[index])}
            </div>
          ))}
        </div>
      </div>
      {comparing && (
        <PairDialog
          dataset={dataset}
          outcomes={outcomes}
          entries={entries}
          index={active}
          onGo={activate}
          onClose={() => setComparing(false)}
        />
      )}
    </section>
  );

  function entryCells(entry: TableEntry | undefined) {
    if (entry === undefined) return null;
    if (typeof entry !== 'number') {
      return (
        <span role="gridcell" className="file-name">
          <strong>{entry.title || `No ${words.text}`}</strong> <span className="muted">{count(entry.count)}</span>
        </span>
      );
    }
    const row = dataset.rows[entry];
    const outcome = row && outcomes.get(row.outcomeKey);
    return (
      row && <TableRow row={row} outcome={outcome} heads={heads} isChecking={isChecking} thumbnails={thumbnails} />
    );
  }
});

/** How wide the columns of heads are, and how many columns what stands in place of scores takes. */
function columnStyle(heads: readonly HeadName[]): CSSProperties {
  return { '--head-columns': heads.map(() => '88px').join(' '), '--score-span': `span ${1 + heads.length}` };
}

/** Others for each number of changed pictures: nothing remembered is of a former one. */
function thumbnailsOf({ readImage }: OpenDataset, _changedPictures: number) {
  return createThumbnails(async (image) => smallPicture(await readImage(image)));
}

/** A row keeps its element, and with it its thumbnails, when the order changes. */
function keyOf(entry: TableEntry | undefined, index: number): string {
  return typeof entry === 'number' ? `row ${entry}` : `head ${index}`;
}

/** Where a key leads from the active entry; undefined for other keys. */
function targetOf(key: string, active: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + PAGE_OF_ROWS;
    case 'PageUp':
      return active - PAGE_OF_ROWS;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
