import { createDatasetClient } from '../../client/datasetClient.ts';
import { spawnDataset } from '../../client/spawnWorker.ts';
import { type BatchStore, initialBatchState, reduceBatch } from './batchState.ts';
import { createStore } from '../ui/store.ts';
import { createBatchActions, type BatchActions } from './batchActions.ts';
import type { BatchHost } from './batchHost.ts';
import { COMPARE_PLATFORM } from './compareModels.ts';
import { lendBatch } from './lendBatch.ts';

/** The Batch page's state and what it can do; a run goes on while other pages are in sight. */
export interface Batch {
  readonly store: BatchStore;
  readonly actions: BatchActions;
}

const batches = new WeakMap<BatchHost, Batch>();

/** The one of a page, made when it is first asked for. */
export function batchOf(host: BatchHost): Batch {
  const found = batches.get(host) ?? createBatch(host);
  batches.set(host, found);
  return found;
}

function createBatch({ model, scorer, tellRunning, tellOpened, loadModel }: BatchHost): Batch {
  const store = createStore(reduceBatch, initialBatchState);
  const datasets = createDatasetClient({ spawn: spawnDataset });
  const holdTold = (id: string, work: () => Promise<void>) => holdBatch(id, () => tellWhile(tellRunning, work));
  const actions = createBatchActions(store, { model, scorer, datasets, holdBatch: holdTold });
  lendBatch({ ...COMPARE_PLATFORM, store, actions, model, loadModel }, tellOpened);
  return { store, actions };
}

async function tellWhile(tellRunning: BatchHost['tellRunning'], work: () => Promise<void>): Promise<void> {
  tellRunning(true);
  try {
    await work();
  } finally {
    tellRunning(false);
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
