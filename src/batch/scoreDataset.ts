import { contradictoryPicture } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Outcomes } from './outcomes.ts';
import type { OutcomeStore } from './outcomeStore.ts';
import { countPictures, type DatasetRequest } from './planRequests.ts';
import { runRequests, type RequestsToRun, type ScoreRequest } from './runRequests.ts';
import { selectRequests, type Selection } from './selectRequests.ts';

/** A model that is ready to score. */
export interface DatasetScorer {
  readonly score: ScoreRequest;
  /** See `RequestsToRun`. */
  readonly prepare?: RequestsToRun['prepare'];
  dispose?(): Promise<void>;
}

/** What to score of a dataset. Page and command line say where outcomes are kept, who scores, and what is shown. */
export interface DatasetToScore {
  readonly requests: readonly DatasetRequest[];
  readonly selection: Selection;
  /** `check` fills it with the kept outcomes that hold. New ones are added once they are on the disk. */
  readonly outcomes: Outcomes;
  readonly store: Pick<OutcomeStore, 'keep'>;
  /** Compares what is kept with the pictures that are there: see `checkKept`. */
  check(): Promise<void>;
  /** Called only when something is left to score: a model may take minutes to load. `total` counts pictures. */
  openScorer(total: number): Promise<DatasetScorer>;
  /** Called with what is on the disk, and nothing else. */
  onKept(outcomes: readonly KeptOutcome[]): void;
  readonly signal: AbortSignal;
}

/**
 * Scores what is selected of a dataset. It goes on where an earlier run ended. The pictures may have changed since, so the kept
 * outcomes are checked first. A picture may also change during the run: resolves with the name of one that has scores under two
 * digests, else with undefined. Rejects as `runRequests`, `check` and `openScorer` do.
 */
export async function scoreDataset(work: DatasetToScore): Promise<string | undefined> {
  const { requests, selection, outcomes } = work;
  await work.check();
  const selected = selectRequests(requests, outcomes, selection);
  if (selected.length > 0) await scoreSelected(work, selected);
  return contradictoryPicture(requests, outcomes.outcomeOf);
}

async function scoreSelected(work: DatasetToScore, requests: readonly DatasetRequest[]): Promise<void> {
  const { outcomes, store, signal } = work;
  const scorer = await work.openScorer(countPictures(requests));
  try {
    await runRequests({
      requests,
      score: scorer.score,
      prepare: scorer.prepare,
      keep: (some) => store.keep(some),
      onKept(some) {
        outcomes.add(some);
        work.onKept(some);
      },
      signal,
    });
  } finally {
    await scorer.dispose?.();
  }
}
