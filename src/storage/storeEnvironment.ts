import type { StorageUse } from '../core/keptModels/storageUse.ts';
import type { TransferProgress, TransferStage } from '../core/keptModels/transferProgress.ts';
import type { ConvertInto } from './convertInto.ts';
import type { FileStore } from './fileStore.ts';
import type { ModelLocks } from './modelLocks.ts';
import type { StoreEvents } from './storeEvents.ts';
import type { TransferLimits } from './transferFiles.ts';
import { createProgressReporter, type ProgressReporter } from './transferProgress.ts';

/** What the model store stands on; tests give their own. */
export interface StoreEnvironment {
  readonly files: FileStore;
  readonly locks: ModelLocks;
  readonly events: StoreEvents;
  readonly storageUse: () => Promise<StorageUse>;
  readonly convert: ConvertInto;
  /** See `LockHolder`. */
  readonly holdLock: () => Promise<string | undefined>;
  readonly limits?: Partial<TransferLimits>;
}

/** A call that works on a model. */
export interface StoreCall {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TransferProgress) => void;
}

/**
 * Runs `work` while nobody else, in any tab, works on `id`. Until then the call follows the other's progress; when the
 * other's tab closes, `work` begins. It gets what was heard of the other last: how the other ended may come too late to be heard.
 */
export async function workAlone<T>(
  { locks, events }: StoreEnvironment,
  id: string,
  { signal, onProgress }: StoreCall,
  work: (heard: TransferProgress | undefined) => Promise<T>,
): Promise<T> {
  let heard: TransferProgress | undefined;
  const stopFollowing = events.listen((event) => {
    if (event.type !== 'progress' || event.id !== id) return;
    heard = { ...event.progress, elsewhere: true };
    onProgress(heard);
  });
  try {
    return await locks.hold(id, signal, () => {
      stopFollowing();
      events.send({ type: 'changed' });
      return work(heard);
    });
  } finally {
    stopFollowing();
    // Once it is at rest: whoever lists it now sees it so.
    events.send({ type: 'changed' });
  }
}

/** Reports to the call, and to all tabs. */
export function reportProgress(
  { events }: StoreEnvironment,
  id: string,
  { onProgress }: StoreCall,
  stage: TransferStage,
  totalBytes: number,
): ProgressReporter {
  return createProgressReporter(stage, totalBytes, (progress) => {
    onProgress(progress);
    events.send({ type: 'progress', id, progress });
  });
}
