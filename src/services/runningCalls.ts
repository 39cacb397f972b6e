import { AbortError } from '../core/errors.ts';
import { transferring } from './transferring.ts';

/** The calls that a worker is at, by the ids that their callers chose. */
export class RunningCalls {
  readonly #running = new Map<number, AbortController>();

  /** Whatever `work` throws once it is cancelled, the caller hears that it was cancelled. Throws as {@link transferring} does. */
  async run<T>(callId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#running.set(callId, controller);
    try {
      return await transferring(() => cancellable(controller.signal, work));
    } finally {
      this.#running.delete(callId);
    }
  }

  /** Unknown ids are ignored: the call may just have ended. */
  cancel(callId: number): void {
    this.#running.get(callId)?.abort();
  }
}

async function cancellable<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await work(signal);
  } catch (error) {
    throw signal.aborted ? new AbortError() : error;
  }
}
