import type { KeptOutcome } from './keptOutcome.ts';

/** Writes outcomes in the order they come; those that come while one write is under way go together in the next. */
export interface OutcomeWriter {
  add(outcome: KeptOutcome): void;
  /** Throws what a write was refused with: whoever scores on would score for nothing. */
  throwIfFailed(): void;
  /** Resolves when all is written; rejects with what a write was refused with. */
  settled(): Promise<void>;
}

export function createOutcomeWriter(
  keep: (outcomes: readonly KeptOutcome[]) => Promise<void>,
  onKept: (outcomes: readonly KeptOutcome[]) => void,
): OutcomeWriter {
  let waiting: KeptOutcome[] = [];
  let failure: { readonly reason: unknown } | undefined;
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0 && !failure) {
      const outcomes = waiting;
      waiting = [];
      try {
        await keep(outcomes);
        onKept(outcomes);
      } catch (reason) {
        failure = { reason };
      }
    }
    writing = undefined;
  }

  function throwIfFailed(): void {
    if (failure) throw failure.reason;
  }

  return {
    add(outcome) {
      waiting.push(outcome);
      writing ??= writeAll();
    },
    throwIfFailed,
    async settled() {
      await writing;
      throwIfFailed();
    },
  };
}
