import { spawnScorer } from '../../client/spawnWorker.ts';
import type { SpawnedWorker } from '../../client/workerConnection.ts';

/**
 * A script of its own, which runs before the page's: most of what a first score waits for is in the worker. A page without
 * isolation may be about to be reloaded, and one that is to start without a model (`pageAddress.ts`) may need none.
 */
let early = globalThis.crossOriginIsolated && !startsWithoutModel() ? spawnScorer() : undefined;

// What nobody listens for yet would be lost, and calls to a worker that is not there have no answer.
early?.onDeath(() => (early = undefined));

/** The worker that started with the page, once; after that a new one. */
export function takeScorer(): SpawnedWorker {
  const taken = early ?? spawnScorer();
  early = undefined;
  return taken;
}

function startsWithoutModel(): boolean {
  return new URLSearchParams(location.search).get('model') === '';
}
