import { entryKey, type PictureOutcome } from '../../evaluation/joinScores.ts';
import type { KeptOutcome } from './batchStore.ts';

/** The outcomes of a batch, by `entryKey`. It changes in place: a copy for each of 100,000 would be the page's main work. */
export class Outcomes {
  readonly #byKey = new Map<string, PictureOutcome>();
  #failed = 0;

  constructor(kept: readonly KeptOutcome[] = []) {
    this.add(kept);
  }

  get scored(): number {
    return this.#byKey.size - this.#failed;
  }

  get failed(): number {
    return this.#failed;
  }

  get(key: string): PictureOutcome | undefined {
    return this.#byKey.get(key);
  }

  add(outcomes: readonly KeptOutcome[]): void {
    for (const one of outcomes) {
      const key = entryKey(one);
      this.#failed += failure(one.outcome) - failure(this.#byKey.get(key));
      this.#byKey.set(key, one.outcome);
    }
  }
}

function failure(outcome: PictureOutcome | undefined): number {
  return outcome && 'error' in outcome ? 1 : 0;
}
