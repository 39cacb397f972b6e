import type { KeptOutcome } from './keptOutcome.ts';
import type { OutcomeStore } from './outcomeStore.ts';

/** Writes outcomes in the order they come. Those that come during a write go together into the next one. */
export interface OutcomeWriter {
  add(outcome: KeptOutcome): void;
  /** Throws the error of a failed write: scoring on would be for nothing. */
  throwIfFailed(): void;
  /** Resolves when all is written. Rejects with the error of a failed write. */
  settled(): Promise<void>;
}

export interface OutcomeWriterOptions {
  readonly keep: OutcomeStore['keep'];
  /** Called with what is on the disk, and nothing else. */
  readonly onKept?: ((outcomes: readonly KeptOutcome[]) => void) | undefined;
  /** Called once, when a write fails. Nothing is written after it. */
  readonly onFailure: () => void;
}

export function createOutcomeWriter({ keep, onKept, onFailure }: OutcomeWriterOptions): OutcomeWriter {
  let waiting: KeptOutcome[] = [];
  let failure: { readonly reason: unknown } | undefined;
  let isWriting = false;
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0 && !failure) {
      const outcomes = waiting;
      waiting = [];
      try {
        const written = keep(outcomes);
        // A journal has written by now, so the next outcome does not wait for a turn of the event loop.
        if (written) await written;
        onKept?.(outcomes);
      } catch (reason) {
        failure = { reason };
        onFailure();
      }
    }
    isWriting = false;
  }

  function throwIfFailed(): void {
    if (failure) throw failure.reason;
  }

  return {
    add(outcome) {
      waiting.push(outcome);
      if (!isWriting) writing = writeAll();
    },
    throwIfFailed,
    async settled() {
      await writing;
      throwIfFailed();
    },
  };
}
