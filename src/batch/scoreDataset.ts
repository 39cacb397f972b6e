import { contradictoryPicture } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Outcomes } from './outcomes.ts';
import type { OutcomeStore } from './outcomeStore.ts';
import { countPictures, type DatasetRequest } from './planRequests.ts';
import { runRequests, type ScoreRequest } from './runRequests.ts';
import { selectRequests, type Selection } from './selectRequests.ts';

/** A model that is ready to score. */
export interface DatasetScorer {
  readonly score: ScoreRequest;
  dispose?(): Promise<void>;
}

/** What is to be scored of a dataset. Page and command line say where outcomes are kept, who scores, and what is shown. */
export interface DatasetToScore {
  readonly requests: readonly DatasetRequest[];
  readonly selection: Selection;
  /** Holds what is kept and holds, once it is compared, and what is scored, once it is on the disk. */
  readonly outcomes: Outcomes;
  readonly store: Pick<OutcomeStore, 'keep'>;
  /** Compares what is kept with the pictures that are there: see `checkKept`. */
  check(): Promise<void>;
  /** Called once something is left to do: a model may take minutes to load. `total`: pictures. */
  openScorer(total: number): Promise<DatasetScorer>;
  /** Called with what is on the disk, and nothing else. */
  onKept(outcomes: readonly KeptOutcome[]): void;
  readonly signal: AbortSignal;
}

/**
 * Scores what is selected of a dataset, going on where an earlier run ended. What is kept is compared with the pictures first:
 * they may have changed since they were looked at last. Resolves with a picture of which there are scores under two digests, as
 * it changed while it was scored; undefined when there is none. Rejects as `runRequests` does, and with what `check` and
 * `openScorer` reject with.
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
