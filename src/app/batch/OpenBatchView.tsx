import { ModelLimits } from '../model/ModelLimits.tsx';
import { BatchHead } from './BatchHead.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { BatchTroubles } from './BatchTroubles.tsx';
import { BatchUnderstood } from './BatchUnderstood.tsx';
import { KindNote } from './KindNote.tsx';
import { PreferenceQuestion } from './PreferenceQuestion.tsx';
import { BatchTable } from './table/BatchTable.tsx';
import { useOpenBatch } from './useBatch.ts';

/** A dataset: what was understood of it, how far it is scored, and its edits. */
export function OpenBatchView() {
  const dataset = useOpenBatch((open) => open.dataset);
  const isExample = useOpenBatch(({ files }) => files?.isExample ?? false);
  return (
    <>
      <BatchHead />
      <BatchProgress />
      <ModelLimits loud={!isExample} />
      <BatchUnderstood dataset={dataset} />
      <KindNote dataset={dataset} />
      <PreferenceQuestion />
      <BatchTroubles />
      {dataset.items.length > 0 && <BatchTable />}
    </>
  );
}
