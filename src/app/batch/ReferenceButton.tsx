import { joinScores } from '../../batch/joinScores.ts';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { makeReferenceSet } from '../../core/reference/makeReferenceSet.ts';
import { isReferenceOf, type ReferenceSet } from '../../core/reference/referenceSet.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { chooseReference } from '../reference/chosenReference.ts';
import { useChosenReference } from '../reference/useReference.ts';
import type { OpenBatch } from './batchState.ts';
import { useBatchStore, useOpenBatch } from './useBatch.ts';

/** Makes of the batch's scores what the Score page compares new ones with. */
export function ReferenceButton({ model }: { readonly model: BatchModel }) {
  const { dispatch } = useBatchStore();
  const dataset = useOpenBatch((open) => open.dataset);
  const outcomes = useOpenBatch((open) => open.outcomes);
  const chosen = useChosenReference();
  const isChosen = chosen?.of === nameOf(dataset) && isReferenceOf(chosen, model);

  function choose(): void {
    try {
      chooseReference(referenceOf(model, { dataset, outcomes }));
    } catch (error) {
      dispatch({ type: 'failed', error: toTransferred(error) });
    }
  }

  return (
    <>
      <button type="button" onClick={choose}>
        {isChosen ? 'Renew the reference set' : 'Use as reference set'}
      </button>
      <span className="muted" role="status">
        {isChosen && `The Score page compares with ${chosen.count.toLocaleString('en')} of these.`}
      </span>
    </>
  );
}

/** Throws `ReferenceSetError` for too few scores. */
function referenceOf(model: BatchModel, { dataset, outcomes }: Pick<OpenBatch, 'dataset' | 'outcomes'>): ReferenceSet {
  const { scored } = joinScores(dataset.items, outcomes.outcomeOf);
  return makeReferenceSet({
    model,
    of: nameOf(dataset),
    origin: `They are your batch ${dataset.name}.`,
    scores: scored.flatMap(({ scores }) => scores),
  });
}

/** "edits of my-set". */
function nameOf({ name, items }: OpenBatch['dataset']): string {
  return `${datasetKind(items) === 'edits' ? 'edits' : 'pictures'} of ${name.replace(/\.[^.]*$/, '')}`;
}
