import type { Library } from '../keptModels/library.ts';
import type { StageView } from '../score/stageState.ts';
import { type Readable, subscribeAll } from '../ui/store.ts';

/** What may be under way on a page. */
export interface PageWork extends Pick<StageView, 'model' | 'run'> {
  readonly library: Pick<Library, 'transfers'>;
  /** Whether a batch is scored, or a taste learned. */
  readonly works: readonly boolean[];
}

/** Something is under way that a reload of the page would end. */
export function isBusy({ model, run, library, works }: PageWork): boolean {
  const transfers = library.transfers.filter(({ error }) => error === undefined);
  return run !== undefined || works.includes(true) || model.kind === 'loading' || transfers.length > 0;
}

export function watchBusy(
  stage: Readable<StageView>,
  library: Readable<Library>,
  works: readonly Readable<boolean>[],
): Readable<boolean> {
  return {
    getState() {
      const { model, run } = stage.getState();
      return isBusy({ model, run, library: library.getState(), works: works.map((one) => one.getState()) });
    },
    subscribe: (listener) => subscribeAll([stage, library, ...works], listener),
  };
}
