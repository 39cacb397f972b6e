import { createDatasetClient } from '../../client/datasetClient.ts';
import { spawnDataset } from '../../client/spawnWorker.ts';
import type { Page } from '../shell/page.ts';
import { createStoreOf, type Store, type StoreOf } from '../ui/store.ts';
import { createBatchActions, type BatchActions } from './batchActions.ts';
import { initialBatchState, reduceBatch, type BatchAction, type BatchState } from './batchState.ts';

/** The Batch page's state and what it can do; a run goes on while other pages are in sight. */
export interface Batch {
  readonly store: StoreOf<BatchState, BatchAction>;
  readonly actions: BatchActions;
}

const batches = new WeakMap<Page, Batch>();

/** The one of `page`, made when it is first asked for. */
export function batchOf(page: Page): Batch {
  const found = batches.get(page) ?? createBatch(page);
  batches.set(page, found);
  return found;
}

function createBatch({ store: page, scorer }: Page): Batch {
  const store = createStoreOf(reduceBatch, initialBatchState);
  const datasets = createDatasetClient({ spawn: spawnDataset });
  const holdTold = (id: string, work: () => Promise<void>) => holdBatch(id, () => tellWhile(page, work));
  return { store, actions: createBatchActions(store, { page, scorer, datasets, holdBatch: holdTold }) };
}

/** The rest of the page knows of a batch only that one is at work. */
async function tellWhile({ dispatch }: Store, work: () => Promise<void>): Promise<void> {
  dispatch({ type: 'batchRunning', running: true });
  try {
    await work();
  } finally {
    dispatch({ type: 'batchRunning', running: false });
  }
}

const LOCK_PREFIX = 'editreward-batch:';
/** A tab that is closed or loaded anew may hold its lock for a moment still. */
const LOCK_PATIENCE_MS = 5000;

/** A lock that ends with the tab that holds it. https://w3c.github.io/web-locks/ */
async function holdBatch(id: string, work: () => Promise<void>): Promise<boolean> {
  // Missing outside secure contexts. Two tabs would then score the same pictures twice, and keep the same scores.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) {
    await work();
    return true;
  }
  let held = false;
  const patience = AbortSignal.timeout(LOCK_PATIENCE_MS);
  try {
    await locks.request(LOCK_PREFIX + id, { signal: patience }, async () => {
      held = true;
      await work();
    });
    return true;
  } catch (error) {
    if (held || !patience.aborted) throw error;
    return false;
  }
}
