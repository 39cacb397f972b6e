import type { SpawnedWorker } from './workerConnection.ts';

/** A worker of this site as the client needs it. */
export function observeWorker(worker: Worker): SpawnedWorker {
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
