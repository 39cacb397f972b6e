/** Starts the workers of this site. Each address is written out: the site's build finds a worker by nothing else. */
import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

export function spawnScorer(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/scorer.ts', import.meta.url), { type: 'module', name: 'scorer' }),
  );
}

export function spawnDataset(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/dataset.ts', import.meta.url), { type: 'module', name: 'dataset' }),
  );
}

export function spawnModelStore(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/modelStore.ts', import.meta.url), { type: 'module', name: 'modelStore' }),
  );
}

export function spawnReport(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/report.ts', import.meta.url), { type: 'module', name: 'report' }),
  );
}
