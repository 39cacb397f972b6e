import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/** Starts the model store's worker of this site. */
export function spawnModelStore(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/modelStore.ts', import.meta.url), { type: 'module', name: 'modelStore' }),
  );
}
