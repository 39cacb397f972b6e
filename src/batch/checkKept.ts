import { entryKey } from '../core/dataset/candidateKey.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import { defined } from '../core/defined.ts';
import { checkPictures, type PictureStanding } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Outcomes } from './outcomes.ts';
import type { OutcomeStore, TurnedOutcome } from './outcomeStore.ts';
import type { DatasetRequest } from './planRequests.ts';

/** Of what is kept: how many outcomes are not known to be of the pictures that are there now. */
export interface CheckCounts {
  /** Of other pictures: these are scored again. */
  readonly changed: number;
  /** Of pictures that are not there, or cannot be read. */
  readonly missing: number;
  /** Kept by version 0.1, which did not note the pictures. */
  readonly unknown: number;
}

/** Where nothing was kept, or nothing is looked at. */
export const NOTHING_CHECKED: CheckCounts = { changed: 0, missing: 0, unknown: 0 };

export interface KeptCheck {
  readonly requests: readonly DatasetRequest[];
  /** What is to be compared of what is kept. Stale outcomes too: their pictures may be back. */
  readonly kept: readonly KeptOutcome[];
  /** Gets the outcomes that hold as they are known to, and loses those that do not. */
  readonly outcomes: Outcomes;
  readonly store: Pick<OutcomeStore, 'keepStaleness'>;
  /** SHA-256 of a picture's file as it is now. A picture that cannot be read, for whatever reason, is not there. */
  digestOf(image: ImageReference): Promise<string | undefined>;
  onProgress(done: number, total: number): void;
  readonly signal: AbortSignal;
}

/**
 * Compares what is kept with the pictures that are there now: every file is read whole, for nothing less tells that it is the
 * same. What is of other pictures is kept as stale, so that nobody takes it for a result. Rejects with `AbortError`, and with
 * what a write was refused with.
 */
export async function checkKept(check: KeptCheck): Promise<CheckCounts> {
  const { requests, outcomes, store, signal, onProgress } = check;
  const kept = new Map(check.kept.map((one) => [entryKey(one), one]));
  const standings = new Map<string, PictureStanding>();
  await checkPictures({
    requests,
    outcomeOf: (key) => kept.get(entryKey(key))?.outcome,
    digestOf: (image) => check.digestOf(image).catch(() => undefined),
    signal,
    onStanding(key, standing, done, total) {
      const one = defined(kept.get(key), 'A picture was checked of which nothing is kept.');
      const now = standingNow(one, standing);
      standings.set(key, now);
      takeStanding(outcomes, one, now);
      onProgress(done, total);
    },
  });
  const turned = turnedOutcomes(requests, kept, standings);
  if (turned.length > 0) await store.keepStaleness(turned);
  return countStandings(standings);
}

/** What was of other pictures when it was looked at last stays so while they are gone: nobody has seen the right ones again. */
function standingNow({ stale }: KeptOutcome, standing: PictureStanding): PictureStanding {
  return stale && standing === 'missing' ? 'changed' : standing;
}

function takeStanding(outcomes: Outcomes, { line, candidate, outcome }: KeptOutcome, standing: PictureStanding): void {
  if (standing === 'changed') outcomes.remove({ line, candidate });
  else outcomes.add([{ line, candidate, outcome }]);
}

/** In the order of the requests. */
function turnedOutcomes(
  requests: readonly DatasetRequest[],
  kept: ReadonlyMap<string, KeptOutcome>,
  standings: ReadonlyMap<string, PictureStanding>,
): TurnedOutcome[] {
  return requests.flatMap(({ source, pictures }) =>
    pictures.flatMap(({ image: edited, uses: [first] }) => {
      const one = kept.get(entryKey(first));
      const isStale = standings.get(entryKey(first)) === 'changed';
      if (!one || (one.stale ?? false) === isStale) return [];
      const { line, candidate, outcome } = one;
      const turned = { line, candidate, outcome, ...(isStale && { stale: true as const }) };
      return [{ kept: turned, pictures: { source, edited } }];
    }),
  );
}

function countStandings(standings: ReadonlyMap<string, PictureStanding>): CheckCounts {
  const counts = { same: 0, changed: 0, missing: 0, unknown: 0 };
  for (const standing of standings.values()) counts[standing] += 1;
  return { changed: counts.changed, missing: counts.missing, unknown: counts.unknown };
}
