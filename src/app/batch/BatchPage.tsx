import { useEffect } from 'react';
import { ModelPanel } from '../model/ModelPanel.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { ColumnsPart } from './ColumnsPart.tsx';
import { BatchStart } from './BatchStart.tsx';
import { KeptBatches } from './KeptBatches.tsx';
import { OpenBatchView } from './OpenBatchView.tsx';
import { useBatch, useBatchActions, useBatchStore } from './useBatch.ts';
import './batch.css';

/** Many edits scored in one go: a dataset with its images, kept while it is scored. */
export function BatchPage() {
  const { start } = useBatchActions();
  const { dispatch } = useBatchStore();
  const error = useBatch((state) => state.error);
  const openSha256 = useBatch(({ open }) => open?.dataset.sha256);
  useEffect(() => void start(), [start]);
  return (
    <main className="batch-page">
      <ModelPanel />
      {error && <ErrorNote error={error} onDismiss={() => dispatch({ type: 'errorDismissed' })} />}
      <Opening />
      <ColumnsPart />
      {openSha256 === undefined ? (
        <>
          <BatchStart />
          <KeptBatches />
        </>
      ) : (
        <OpenBatchView key={openSha256} />
      )}
    </main>
  );
}

function Opening() {
  const opening = useBatch((state) => state.opening);
  if (!opening) return null;
  return (
    <ProgressRow
      text={`reading ${opening.label}`}
      label="Reading the dataset"
      done={opening.progress?.doneItems}
      total={opening.progress?.totalItems}
    />
  );
}
