import { entryKey, type CandidateKey } from '../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import type { KeptOutcome } from './keptOutcome.ts';

type Failure = Extract<PictureOutcome, { readonly error: unknown }>;

/** The outcomes of a dataset, by `entryKey`. It changes in place: a copy for each of 100,000 would be the page's main work. */
export class Outcomes {
  readonly #byKey = new Map<string, PictureOutcome>();
  readonly #failures = new Map<string, Failure>();

  constructor(kept: readonly KeptOutcome[] = []) {
    this.add(kept);
  }

  get scored(): number {
    return this.#byKey.size - this.#failures.size;
  }

  get failures(): ReadonlyMap<string, Failure> {
    return this.#failures;
  }

  /** Of all pictures, in no order that means anything. */
  values(): Iterable<PictureOutcome> {
    return this.#byKey.values();
  }

  get(key: string): PictureOutcome | undefined {
    return this.#byKey.get(key);
  }

  /** The outcome of the picture with this first use. It is bound, so it can be handed on. */
  readonly outcomeOf = (firstUse: CandidateKey): PictureOutcome | undefined => this.get(entryKey(firstUse));

  remove(outcome: CandidateKey): void {
    const key = entryKey(outcome);
    this.#byKey.delete(key);
    this.#failures.delete(key);
  }

  /** Leaves stale ones out: they are no results. */
  add(outcomes: readonly KeptOutcome[]): void {
    for (const one of outcomes) {
      if (one.stale) continue;
      const key = entryKey(one);
      this.#byKey.set(key, one.outcome);
      if ('error' in one.outcome) this.#failures.set(key, one.outcome);
      else this.#failures.delete(key);
    }
  }
}
