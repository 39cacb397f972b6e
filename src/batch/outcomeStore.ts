import type { ScoredPictures } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';

/** Where the outcomes of one dataset by one model are kept: a journal, or the browser's database. */
export interface OutcomeStore {
  /** The last outcome of each picture, stale ones too. */
  read(): Promise<readonly KeptOutcome[]>;
  /** Returns or resolves when the outcomes are on the disk. Throws or rejects when they cannot be written. */
  keep(outcomes: readonly KeptOutcome[]): Promise<void> | void;
  /** Keeps which outcomes have become stale, and which are so no longer. */
  keepStaleness(turned: readonly TurnedOutcome[]): Promise<void> | void;
}

/** An outcome that has become stale, or is so no longer, and the pictures that were looked at. */
export interface TurnedOutcome {
  readonly kept: KeptOutcome;
  readonly pictures: ScoredPictures;
}
