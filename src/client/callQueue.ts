import { AbortError } from '../core/errors.ts';

/** Runs calls one after another, in the order in which they came. */
export type CallQueue = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * A call that is aborted while it waits rejects at once with `AbortError` and never runs. One that already runs is left
 * to `work`, which has to stop the far side before the next call may begin.
 */
export function createCallQueue(): CallQueue {
  let tail: Promise<void> = Promise.resolve();
  return (work, signal) =>
    new Promise((resolve, reject) => {
      const onAbort = () => reject(new AbortError());
      if (signal?.aborted) return onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      const takeTurn = async () => {
        signal?.removeEventListener('abort', onAbort);
        if (signal?.aborted) return;
        try {
          resolve(await work());
        } catch (error) {
          // Also of a call that throws before it has a promise: the next one still gets its turn.
          reject(error);
        }
      };
      tail = tail.then(takeTurn);
    });
}
