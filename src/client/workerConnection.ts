import * as Comlink from 'comlink';
import { fromTransferred, toTransferred } from '../rpc/transferError.ts';
import type { ScorerApi } from '../rpc/scorerApi.ts';
import { WorkerDiedError } from './workerDiedError.ts';

/** A worker as the client needs it; `spawnScorer` makes one of a real `Worker`, tests make one of a message port. */
export interface SpawnedWorker {
  readonly endpoint: Comlink.Endpoint;
  /** Registers the one listener that learns that the worker failed by itself, and why, in a few words. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

/** One live worker. */
export interface WorkerConnection {
  readonly api: Comlink.Remote<ScorerApi>;
  /** Settles as `answer` does, or rejects with {@link WorkerDiedError} when the worker is gone before. */
  settle<T>(answer: Promise<T>): Promise<T>;
  /** Ends the worker and rejects what waits for it. */
  close(reason: string): void;
}

/** Wraps `spawned`. Comlink leaves the calls of a dead worker pending for ever; here they reject. */
export function connectWorker(spawned: SpawnedWorker, onClose: () => void): WorkerConnection {
  const closed = new AbortController();
  const close = (reason: string) => {
    closed.abort(new WorkerDiedError(reason));
    spawned.terminate();
    onClose();
  };
  spawned.onDeath(close);
  return {
    api: Comlink.wrap<ScorerApi>(spawned.endpoint),
    settle: (answer) => orAborted(answer.catch(rethrowTransferred), closed.signal),
    close,
  };
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
