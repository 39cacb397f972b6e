import { compareKept } from '../../batch/compareKept.ts';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import type { DatasetClient } from '../../client/datasetClient.ts';
import { entryKey } from '../../core/dataset/candidateKey.ts';
import { toTransferred } from '../../rpc/transferError.ts';
import { batchId, outcomeStoreOf } from '../keptBatches/batchStore.ts';
import type { StoreOf } from '../ui/store.ts';
import type { BatchAction, BatchState, PictureCheck } from './batchState.ts';

/** The table is drawn anew after as many: each time costs a sort. */
const TOLD_EVERY_MS = 200;

/** Compares what is kept with the pictures of the open batch, and tells the page. */
export interface PictureChecker {
  /**
   * Resolves when all of `kept` is compared; at once where there are no pictures to compare with. A check under way is given
   * up: it was of another batch or another moment. Rejects with `AbortError` on `signal`, and with what cannot be kept.
   */
  check(kept: readonly KeptOutcome[], signal?: AbortSignal): Promise<void>;
  stop(): void;
}

export function createPictureChecker(
  { getState, dispatch }: StoreOf<BatchState, BatchAction>,
  { digest }: Pick<DatasetClient, 'digest'>,
): PictureChecker {
  let current = new AbortController();

  async function check(kept: readonly KeptOutcome[], asked?: AbortSignal): Promise<void> {
    current.abort();
    const own = new AbortController();
    current = own;
    const { open } = getState();
    if (!open?.files || !open.model || kept.length === 0) return;
    const { dataset, outcomes, model } = open;
    const abort = () => own.abort();
    asked?.addEventListener('abort', abort, { once: true });
    if (asked?.aborted) abort();
    const tell = (state: PictureCheck | undefined) => {
      // Meanwhile another batch may have been opened.
      if (getState().open?.outcomes === outcomes) dispatch({ type: 'picturesChecked', check: state });
    };
    // Of a check that is given up for this one, nothing is to be told any more.
    const before = open.check?.kind === 'running' ? undefined : open.check;
    const onProgress = notMoreOftenThan(TOLD_EVERY_MS, (done: number, total: number) =>
      tell({ kind: 'running', done, total }),
    );
    tell({ kind: 'running', done: 0, total: kept.length });
    try {
      const counts = await compareKept({
        requests: dataset.requests,
        kept,
        outcomes,
        store: outcomeStoreOf(batchId(model, dataset.sha256)),
        digestOf: async (image) => digest(image.name, await dataset.readImage(image)),
        onProgress,
        signal: own.signal,
      });
      tell({ kind: 'done', ...counts });
    } catch (error) {
      const hidden = kept.filter((one) => !outcomes.get(entryKey(one))).length;
      if (current === own) tell(hidden > 0 ? { kind: 'unfinished', hidden } : before);
      // Given up for another check, which tells by itself how it goes.
      if (asked?.aborted || toTransferred(error).name !== 'AbortError') throw error;
    } finally {
      asked?.removeEventListener('abort', abort);
    }
  }

  return { check, stop: () => current.abort() };
}

/** What comes sooner is not handed on. */
function notMoreOftenThan(everyMs: number, handOn: (done: number, total: number) => void): typeof handOn {
  let toldAt = performance.now();
  return (done, total) => {
    if (performance.now() - toldAt < everyMs) return;
    toldAt = performance.now();
    handOn(done, total);
  };
}
