import { toPortable } from '../../core/dataset/portableItem.ts';
import type { Preference } from '../../core/dataset/preference.ts';
import { keepDataset, keepPreference, readKeptDataset } from '../keptBatches/batchStore.ts';
import { preferenceOf, READING } from '../keptBatches/keptBatch.ts';
import { attempt } from './attempt.ts';
import type { BatchStore, OpenBatch } from './batchState.ts';

/**
 * Which edit of a pair counts as preferred where nobody says, for the dataset in sight: kept with it, and found again
 * whenever it is opened.
 */
export interface PreferenceChoice {
  choose(preference: Preference): Promise<void>;
}

/** Follows which dataset is open. What an earlier version kept of it is replaced by what is read in it now. */
export function followKeptReading(store: BatchStore): PreferenceChoice {
  const { dispatch, getState } = store;
  let seen: OpenBatch['dataset'] | undefined;

  async function restore(open: OpenBatch): Promise<void> {
    const kept = await readKeptDataset(open.dataset.sha256);
    const now = getState().open;
    if (!kept || now?.dataset !== open.dataset) return;
    const preference = preferenceOf(kept);
    const wasChosen = now.preference !== open.preference; // while it was read
    if (preference !== undefined && !wasChosen) dispatch({ type: 'preferenceChosen', preference });
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
    choose: (preference) =>
      attempt(store, async () => {
        dispatch({ type: 'preferenceChosen', preference });
        const sha256 = getState().open?.dataset.sha256;
        if (sha256 !== undefined) await keepPreference(sha256, preference);
      }),
  };
}
