import type { HeadName } from '../../core/score/score.ts';
import type { OpenBatch } from './batchState.ts';
import { ModelLimits } from '../model/LimitsNote.tsx';
import { BatchHead } from './BatchHead.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { BatchTable } from './table/BatchTable.tsx';
import { BatchTroubles } from './BatchTroubles.tsx';
import { BatchUnderstood } from './BatchUnderstood.tsx';
import { KindNote } from './KindNote.tsx';
import { FirstPreferredQuestion } from './FirstPreferredQuestion.tsx';

/** One and the same, so that the table is not drawn again. */
const NO_HEADS: readonly HeadName[] = [];

/** A dataset: what was understood of it, how far it is scored, and its edits. */
export function OpenBatchView({ open }: { readonly open: OpenBatch }) {
  const { dataset, outcomes, version, files, check, model } = open;
  return (
    <>
      <BatchHead open={open} />
      <BatchProgress open={open} />
      <ModelLimits loud />
      <BatchUnderstood dataset={dataset} />
      <KindNote dataset={dataset} />
      <FirstPreferredQuestion open={open} />
      <BatchTroubles dataset={dataset} outcomes={outcomes} version={version} />
      <BatchTable
        heads={model?.heads ?? NO_HEADS}
        dataset={dataset}
        outcomes={outcomes}
        version={version}
        hasImages={files !== undefined}
        isChecking={check?.kind === 'running'}
        changedPictures={check?.kind === 'done' ? check.changed : 0}
      />
    </>
  );
}
