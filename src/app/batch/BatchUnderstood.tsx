import { useMemo } from 'react';
import { isBusy, type OpenBatch } from './batchState.ts';
import type { OpenDataset } from './openDataset.ts';
import { useBatchActions, useOpenBatch } from './useBatch.ts';
import { nothingText, understoodText } from './batchText.ts';

/** What was understood of the dataset. */
export function BatchUnderstood({ dataset }: { readonly dataset: OpenDataset }) {
  const sentences = useMemo(() => [...understoodText(dataset.items), ...dataset.notes], [dataset]);
  if (dataset.items.length === 0) {
    return (
      <p className="error">
        {nothingText(dataset.problems)} <ColumnsButton />
      </p>
    );
  }
  return (
    <p className="batch-understood">
      {sentences.join(' ')} <ColumnsButton />
    </p>
  );
}

/** Of a file with columns that is at hand. */
function ColumnsButton() {
  const { askColumns } = useBatchActions();
  const isShown = useOpenBatch(hasColumns);
  if (!isShown) return null;
  return (
    <button type="button" className="quiet" onClick={() => void askColumns()}>
      Columns…
    </button>
  );
}

function hasColumns(open: OpenBatch): boolean {
  return open.files !== undefined && open.files.made === undefined && !isBusy(open);
}
