import type { CallOptions } from '../../client/callOptions.ts';
import type { TransferProgress } from '../../core/keptModels/transferProgress.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { LibraryStore, Transfer } from './library.ts';

/** Downloads, imports, exports and conversions of this page. */
export interface Transfers {
  /** Resolves when `run` has ended, well or not: a failure stands in the state. */
  transfer(
    start: Pick<Transfer, 'stage' | 'label' | 'subjectId'>,
    run: (call: CallOptions<TransferProgress>) => Promise<unknown>,
  ): Promise<void>;
  pause(key: number): void;
}

/** `refresh` reads what is kept. */
export function createTransfers({ dispatch }: LibraryStore, refresh: () => Promise<void>): Transfers {
  const running = new Map<number, AbortController>();
  let lastKey = 0;
  return {
    async transfer(start, run) {
      const key = ++lastKey;
      const controller = new AbortController();
      running.set(key, controller);
      dispatch({ type: 'transferStarted', transfer: { ...start, key, progress: undefined, error: undefined } });
      const onProgress = (progress: TransferProgress) => dispatch({ type: 'transferProgressed', key, progress });
      let error: TransferredError | undefined;
      try {
        await run({ signal: controller.signal, onProgress });
      } catch (cause) {
        error = controller.signal.aborted ? undefined : toTransferred(cause);
      }
      running.delete(key);
      // Before it is shown to be over: a row that still said what was would change under the user's hand.
      await refresh();
      dispatch({ type: 'transferEnded', key, error });
    },
    pause: (key) => running.get(key)?.abort(),
  };
}
