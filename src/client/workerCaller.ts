import * as Comlink from 'comlink';
import { throwIfAborted } from '../core/errors.ts';
import type { LockHolder } from '../rpc/holdLock.ts';
import type { CallOptions } from './callOptions.ts';
import { connectWorker, type SpawnedWorker, type WorkerConnection } from './workerConnection.ts';
import { WorkerDiedError, type WorkerName } from './workerDiedError.ts';

/** A worker that starts with the first call, and anew with the first call after it died. */
export interface WorkerCaller<Api> {
  /** The worker that lives, or a new one. Throws {@link WorkerDiedError} once the caller is disposed. */
  connect(): WorkerConnection<Api>;
  /** The worker that lives, if there is one. */
  living(): WorkerConnection<Api> | undefined;
  /** One call. Rejects as {@link WorkerConnection.settle} does. */
  ask<T>(question: (api: Comlink.Remote<Api>) => Promise<T>): Promise<T>;
  /** One call of the worker that lives; undefined if there is none. */
  askLiving<T>(question: (api: Comlink.Remote<Api>) => Promise<T>): Promise<T | undefined>;
  /** Ends the worker; waiting and later calls reject with {@link WorkerDiedError}. */
  dispose(): void;
}

export interface WorkerCallerOptions {
  readonly spawn: () => SpawnedWorker;
  readonly name: WorkerName;
  /** The worker is gone, and all that it knew. */
  readonly onGone?: () => void;
}

const DISPOSED = 'this client was disposed';

export function createWorkerCaller<Api extends LockHolder>({
  spawn,
  name,
  onGone,
}: WorkerCallerOptions): WorkerCaller<Api> {
  let connection: WorkerConnection<Api> | undefined;
  let disposed = false;
  const forget = () => {
    connection = undefined;
    onGone?.();
  };
  const connect = () => {
    if (disposed) throw new WorkerDiedError(DISPOSED, name);
    return (connection ??= connectWorker<Api>(spawn(), forget, name));
  };
  return {
    connect,
    living: () => connection,
    async ask(question) {
      const { api, settle } = connect();
      return settle(question(api));
    },
    askLiving: async (question) => connection?.settle(question(connection.api)),
    dispose() {
      disposed = true;
      connection?.close(DISPOSED);
    },
  };
}

/** Runs a call that can be cancelled. Its progress is not heard any more once it has settled. */
export type CancellableRun<Api> = <Progress, T>(
  call: CallOptions<Progress>,
  start: (api: Comlink.Remote<Api>, callId: number, report: (progress: Progress) => void) => Promise<T>,
) => Promise<T>;

/**
 * Calls of one worker, each with an id of its own. `cancel` tells the worker that the caller no longer wants one of
 * them.
 */
export function cancellableRuns<Api>(
  connect: WorkerCaller<Api>['connect'],
  cancel: (api: Comlink.Remote<Api>, callId: number) => Promise<void>,
): CancellableRun<Api> {
  let lastCallId = 0;
  return async ({ signal, onProgress }, start) => {
    throwIfAborted(signal);
    const { api, settle } = connect();
    const callId = ++lastCallId;
    let open = true;
    const report: typeof onProgress = (progress) => {
      if (open) onProgress?.(progress);
    };
    const onAbort = () => void settle(cancel(api, callId)).catch(() => {}); // the call itself reports a death
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await settle(start(api, callId, Comlink.proxy(report)));
    } finally {
      open = false;
      signal?.removeEventListener('abort', onAbort);
    }
  };
}
