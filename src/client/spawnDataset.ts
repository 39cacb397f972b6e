import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/** Starts the dataset worker of this site. */
export function spawnDataset(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/dataset.ts', import.meta.url), { type: 'module', name: 'dataset' }),
  );
}
