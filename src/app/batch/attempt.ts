import { toTransferred } from '../../core/transferredError.ts';
import type { BatchStore } from './batchState.ts';

/** Turns a rejection into the page's error. */
export async function attempt({ dispatch }: Pick<BatchStore, 'dispatch'>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    dispatch({ type: 'failed', error: toTransferred(error) });
  }
}
