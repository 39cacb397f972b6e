import { type CSSProperties, useRef, useState } from 'react';
import { formatCount } from '../../../core/formatNumbers.ts';
import { datasetKind } from '../../../core/dataset/datasetItem.ts';
import { capitalized, kindWords } from '../../../core/dataset/kindWords.ts';
import type { HeadName } from '../../../core/score/score.ts';
import type { OpenBatch } from '../batchState.ts';
import { useOpenBatch } from '../useBatch.ts';
import { PairDialog } from './PairDialog.tsx';
import { TableGrid } from './TableGrid.tsx';
import { TableTools } from './TableTools.tsx';
import { DEFAULT_OPTIONS, type TableOptions } from './tableView.ts';
import { useTableCursor } from './useTableCursor.ts';
import { useTableScroll } from './useTableScroll.ts';
import { useTableView } from './useTableView.ts';
import './table.css';

/** Every edit of a dataset. Only rows in sight are in the page. */
export function BatchTable() {
  const { dataset, outcomes, heads } = useOpenBatch(shownOf);
  const [options, setOptions] = useState(DEFAULT_OPTIONS);
  const entries = useTableView(dataset.rows, outcomes, options);
  const frame = useRef<HTMLDivElement>(null);
  const scroll = useTableScroll(frame, entries);
  const cursor = useTableCursor(entries, scroll.toEntry);
  const kind = datasetKind(dataset.items);
  const words = kindWords(kind);
  const shown = entries.filter((entry) => typeof entry === 'number').length;

  function change(to: Partial<TableOptions>): void {
    setOptions((before) => ({ ...before, ...to }));
    cursor.reset();
    scroll.toTop();
  }

  return (
    <section aria-label={capitalized(words.many)} className={`batch-table ${kind}`} style={columnStyle(heads)}>
      <TableTools
        kind={kind}
        options={options}
        onChange={change}
        summary={`${formatCount(shown)} of ${formatCount(dataset.rows.length)} ${words.many}`}
      />
      <TableGrid
        kind={kind}
        heads={heads}
        options={options}
        onChange={change}
        entries={entries}
        frame={frame}
        scroll={scroll}
        cursor={cursor}
      />
      {cursor.isComparing && (
        <PairDialog
          dataset={dataset}
          entries={entries}
          index={cursor.active}
          onGo={cursor.goTo}
          onClose={cursor.endComparing}
        />
      )}
    </section>
  );
}

/** One and the same for each batch without a model. */
const NO_HEADS: readonly HeadName[] = [];

/** Without its version: each row follows its own outcome. */
function shownOf({ dataset, outcomes, model }: OpenBatch) {
  return { dataset, outcomes, heads: model?.heads ?? NO_HEADS };
}

/** How wide the columns of heads are, and how many columns what stands in place of scores takes. */
function columnStyle(heads: readonly HeadName[]): CSSProperties {
  return { '--head-columns': heads.map(() => '88px').join(' '), '--score-span': `span ${1 + heads.length}` };
}
