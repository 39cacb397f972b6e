import { checkKept, type KeptCheck } from '../../batch/checkKept.ts';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import type { DatasetClient } from '../../client/datasetClient.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { outcomeStoreOf } from '../keptBatches/batchStore.ts';
import { batchId } from '../keptBatches/keptBatch.ts';
import { type BatchStore, isBusy, type OpenBatch, type PictureCheck } from './batchState.ts';

/** The table is drawn anew after as many: each time costs a sort. */
const TOLD_EVERY_MS = 200;

/** Compares what is kept with the pictures of the open batch, and tells the page. */
export interface PictureChecker {
  /**
   * Resolves when all of `kept` is compared; at once where there are no pictures to compare with. A check under way is given
   * up: it was of another batch or another moment. Only a run has a `signal`, and during one no other check begins: the run
   * relies on its own. Rejects with `AbortError` on `signal`, and with what cannot be kept.
   */
  check(kept: readonly KeptOutcome[], signal?: AbortSignal): Promise<void>;
  stop(): void;
}

type Digester = Pick<DatasetClient, 'digest'>;
type Tell = (state: PictureCheck | undefined) => void;

export function createPictureChecker({ getState, dispatch }: BatchStore, datasets: Digester): PictureChecker {
  let current = new AbortController();

  async function check(kept: readonly KeptOutcome[], asked?: AbortSignal): Promise<void> {
    const { open } = getState();
    if (!asked && open && isBusy(open)) return;
    current.abort();
    const own = new AbortController();
    current = own;
    if (!open?.files || !open.model || kept.length === 0) return;
    const { outcomes } = open;
    // Of a check that is given up for this one, nothing is to be told any more.
    const before = open.check?.kind === 'running' ? undefined : open.check;
    const tell: Tell = (state) => {
      // Meanwhile another batch may have been opened.
      if (getState().open?.outcomes === outcomes) dispatch({ type: 'picturesChecked', check: state });
    };
    const unlink = abortWith(own, asked);
    try {
      await checkAndTell({ open, model: open.model, kept, signal: own.signal }, datasets, tell);
    } catch (error) {
      const hidden = kept.filter((one) => !outcomes.outcomeOf(one)).length;
      if (current === own) tell(hidden > 0 ? { kind: 'unfinished', hidden } : before);
      // Given up for another check, which tells by itself how it goes.
      if (asked?.aborted || toTransferred(error).name !== 'AbortError') throw error;
    } finally {
      unlink();
    }
  }

  return { check, stop: () => current.abort() };
}

interface Check extends Pick<KeptCheck, 'kept' | 'signal'> {
  readonly open: OpenBatch;
  readonly model: BatchModel;
}

async function checkAndTell(
  { open: { dataset, outcomes }, model, kept, signal }: Check,
  { digest }: Digester,
  tell: Tell,
): Promise<void> {
  tell({ kind: 'running', done: 0, total: kept.length });
  const counts = await checkKept({
    requests: dataset.requests,
    kept,
    outcomes,
    store: outcomeStoreOf(batchId(model, dataset.sha256)),
    digestOf: async (image) => digest(image.name, await dataset.readImage(image)),
    onProgress: notMoreOftenThan(TOLD_EVERY_MS, (done, total) => tell({ kind: 'running', done, total })),
    signal,
  });
  tell({ kind: 'done', ...counts });
}

/** Aborts with `signal`; returns what ends that. */
function abortWith(controller: AbortController, signal: AbortSignal | undefined): () => void {
  const abort = () => controller.abort();
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  return () => signal?.removeEventListener('abort', abort);
}

type OnProgress = KeptCheck['onProgress'];

/** What comes sooner is not handed on. */
function notMoreOftenThan(everyMs: number, handOn: OnProgress): OnProgress {
  let toldAt = performance.now();
  return (done, total) => {
    if (performance.now() - toldAt < everyMs) return;
    toldAt = performance.now();
    handOn(done, total);
  };
}
