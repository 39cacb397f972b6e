import type { ScorerClient } from '../../client/scorerClient.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { LibraryStore } from './library.ts';

export type SpeedScorer = Pick<ScorerClient, 'measureSpeed' | 'recallSpeeds'>;

/** Times layers on each device in turn. What was measured of one stays when the next fails, or is cancelled. */
export async function runSpeedTest(store: LibraryStore, scorer: SpeedScorer, signal: AbortSignal): Promise<void> {
  const errors: unknown[] = [];
  const providers = ['webgpu', 'wasm'] as const;
  for (const provider of providers) {
    store.dispatch({ type: 'speedTestProgressed', progress: { provider, dtype: undefined, done: 0, total: 1 } });
    try {
      const onProgress = throughStore(store);
      const speed = await scorer.measureSpeed(provider, { signal, onProgress });
      store.dispatch({ type: 'speedsKnown', speeds: [speed] });
    } catch (error) {
      errors.push(error);
    }
    if (signal.aborted) break;
  }
  // A computer without a GPU is no failure, as long as something was measured.
  const failed = !signal.aborted && errors.length === providers.length;
  store.dispatch({ type: 'speedTestEnded', error: failed ? toTransferred(errors[0]) : undefined });
}

type OnProgress = NonNullable<NonNullable<Parameters<SpeedScorer['measureSpeed']>[1]>['onProgress']>;

function throughStore(store: LibraryStore): OnProgress {
  return (progress) => store.dispatch({ type: 'speedTestProgressed', progress });
}
