import { useEffect } from 'react';
import { useBatch } from './useBatch.ts';
import { ModelPanel } from '../model/ModelPanel.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { BatchStart } from './BatchStart.tsx';
import { KeptBatches } from './KeptBatches.tsx';
import { OpenBatchView } from './OpenBatchView.tsx';
import './batch.css';

/** Many edits scored in one go: a dataset with its images, kept while it is scored. */
export function BatchPage() {
  const { batch, actions, dispatch } = useBatch();
  const { open, opening, error } = batch;
  useEffect(() => void actions.start(), [actions]);
  return (
    <main className="batch-page">
      <ModelPanel />
      {error && <ErrorNote error={error} onDismiss={() => dispatch({ type: 'errorDismissed' })} />}
      {opening && (
        <ProgressRow
          text={`reading ${opening.label}`}
          label="Reading the dataset"
          done={opening.progress?.doneItems}
          total={opening.progress?.totalItems}
        />
      )}
      {open ? (
        <OpenBatchView key={open.dataset.sha256} open={open} />
      ) : (
        <>
          <BatchStart />
          <KeptBatches />
        </>
      )}
    </main>
  );
}
