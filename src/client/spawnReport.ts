import { observeWorker } from './observeWorker.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/** Starts the report worker of this site. */
export function spawnReport(): SpawnedWorker {
  return observeWorker(
    new Worker(new URL('../../workers/report.ts', import.meta.url), { type: 'module', name: 'report' }),
  );
}
