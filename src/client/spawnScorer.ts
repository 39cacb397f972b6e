import type { SpawnedWorker } from './workerConnection.ts';

/** Starts the scorer worker of this site. */
export function spawnScorer(): SpawnedWorker {
  const worker = new Worker(new URL('../../workers/scorer.ts', import.meta.url), { type: 'module', name: 'scorer' });
  return {
    endpoint: worker,
    onDeath(listener) {
      // A script that does not load fires `error` without a message.
      worker.addEventListener('error', (event) => listener(event.message || 'its script could not be loaded'));
      worker.addEventListener('messageerror', () => listener('a message to the page could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
