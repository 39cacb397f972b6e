import type { Library } from '../keptModels/library.ts';
import type { StageView } from '../score/stageState.ts';
import { type Readable, subscribeAll } from '../ui/store.ts';

/** What may be under way on a page. */
export interface PageWork extends Pick<StageView, 'model' | 'run'> {
  readonly library: Pick<Library, 'transfers'>;
  readonly batchRunning: boolean;
}

/** Something is under way that a reload of the page would end. */
export function isBusy({ model, run, library, batchRunning }: PageWork): boolean {
  const transfers = library.transfers.filter(({ error }) => error === undefined);
  return run !== undefined || batchRunning || model.kind === 'loading' || transfers.length > 0;
}

export function watchBusy(
  stage: Readable<StageView>,
  library: Readable<Library>,
  batchRunning: Readable<boolean>,
): Readable<boolean> {
  return {
    getState() {
      const { model, run } = stage.getState();
      return isBusy({ model, run, library: library.getState(), batchRunning: batchRunning.getState() });
    },
    subscribe: (listener) => subscribeAll([stage, library, batchRunning], listener),
  };
}
