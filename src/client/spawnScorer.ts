import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/** Starts the scorer worker of this site. */
export function spawnScorer(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/scorer.ts', import.meta.url), { type: 'module', name: 'scorer' }),
  );
}
