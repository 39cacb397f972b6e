import * as Comlink from 'comlink';
import { fromTransferred } from '../core/remoteError.ts';
import { toTransferred } from '../core/transferredError.ts';
import type { LockHolder } from '../rpc/holdLock.ts';
import { WorkerDiedError, type WorkerName } from './workerDiedError.ts';

/** A worker as the client needs it; `spawnScorer` makes one of a real `Worker`, tests make one of a message port. */
export interface SpawnedWorker {
  readonly endpoint: Comlink.Endpoint;
  /** Registers a listener, which learns that the worker failed by itself, and why, in a few words. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

/** One live worker. */
export interface WorkerConnection<Api> {
  readonly api: Comlink.Remote<Api>;
  /** Settles as `answer` does, or rejects with {@link WorkerDiedError} when the worker is gone before. */
  settle<T>(answer: Promise<T>): Promise<T>;
  /** Ends the worker and rejects what waits for it. */
  close(reason: string): void;
}

/** Wraps `spawned`. Comlink leaves the calls of a dead worker pending for ever; here they reject. */
export function connectWorker<Api extends LockHolder>(
  spawned: SpawnedWorker,
  onClose: () => void,
  worker: WorkerName = 'scorer',
): WorkerConnection<Api> {
  const closed = new AbortController();
  const close = (reason: string) => {
    if (closed.signal.aborted) return;
    closed.abort(new WorkerDiedError(reason, worker));
    spawned.terminate();
    onClose();
  };
  spawned.onDeath(close);
  const api = Comlink.wrap<Api>(spawned.endpoint);
  // A browser that ends a worker for want of memory tells nobody; but the worker's lock becomes free.
  void waitForRelease(Comlink.wrap<LockHolder>(spawned.endpoint), closed.signal).then(
    () => close('the browser ended it, probably because memory ran out'),
    () => undefined,
  );
  return { api, settle: (answer) => orAborted(answer.catch(rethrowTransferred), closed.signal), close };
}

/** Resolves when the worker has ended; rejects when it has no lock, or on `signal`. */
async function waitForRelease(worker: Comlink.Remote<LockHolder>, signal: AbortSignal): Promise<void> {
  const name = await worker.holdLock();
  if (name === undefined) throw new Error('This browser has no Web Locks.');
  await navigator.locks.request(name, { signal }, () => undefined);
}

function rethrowTransferred(error: unknown): never {
  throw fromTransferred(toTransferred(error));
}

function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
