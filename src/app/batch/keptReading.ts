import { toPortable } from '../../core/dataset/portableItem.ts';
import { keepDataset, keepFirstPreferred, READING, readKeptDataset } from '../keptBatches/batchStore.ts';
import { attempt } from './attempt.ts';
import type { BatchStore, OpenBatch } from './batchState.ts';

/**
 * Whether the first edit of a pair counts as the preferred one where nothing says which is, for the dataset in sight: kept
 * with it, and found again whenever it is opened.
 */
export interface FirstPreferredChoice {
  choose(firstIsPreferred: boolean): Promise<void>;
}

/** Follows which dataset is open. What an earlier version kept of it is replaced by what is read in it now. */
export function followKeptReading(store: BatchStore): FirstPreferredChoice {
  const { dispatch, getState } = store;
  let seen: OpenBatch['dataset'] | undefined;

  async function restore(open: OpenBatch): Promise<void> {
    const kept = await readKeptDataset(open.dataset.sha256);
    if (!kept || getState().open?.dataset !== open.dataset) return;
    const { firstIsPreferred } = kept;
    if (firstIsPreferred !== undefined) dispatch({ type: 'firstPreferredChosen', firstIsPreferred });
    if (!open.files || kept.reading === READING) return;
    const { items, problems, notices, notes } = open.dataset;
    const renewed = { ...kept, itemCount: items.length, problems, notices, notes, reading: READING };
    await keepDataset(renewed, items.map(toPortable));
  }

  store.subscribe(() => {
    const { open } = getState();
    if (open?.dataset === seen) return;
    seen = open?.dataset;
    if (open) void attempt(store, () => restore(open));
  });

  return {
    choose: (firstIsPreferred) =>
      attempt(store, async () => {
        dispatch({ type: 'firstPreferredChosen', firstIsPreferred });
        const sha256 = getState().open?.dataset.sha256;
        if (sha256 !== undefined) await keepFirstPreferred(sha256, firstIsPreferred);
      }),
  };
}
