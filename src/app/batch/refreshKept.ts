import { listBatches } from '../keptBatches/batchStore.ts';
import type { BatchStore } from './batchState.ts';

/** Reads which batches are kept. */
export async function refreshKept({ dispatch }: Pick<BatchStore, 'dispatch'>): Promise<void> {
  dispatch({ type: 'keptRead', kept: await listBatches() });
}
