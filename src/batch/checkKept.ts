import { entryKey } from '../core/dataset/candidateKey.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import { defined } from '../core/defined.ts';
import { checkPictures, type PictureStanding } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Outcomes } from './outcomes.ts';
import type { OutcomeStore, TurnedOutcome } from './outcomeStore.ts';
import type { DatasetRequest } from './planRequests.ts';

/** How many kept outcomes are not known to be of the pictures that are there now. */
export interface CheckCounts {
  /** They are of other pictures, and are scored again. */
  readonly changed: number;
  /** Their pictures are not there, or cannot be read. */
  readonly missing: number;
  /** Version 0.1 kept them. It did not note the pictures. */
  readonly unknown: number;
}

/** For where nothing is kept, or no picture is looked at. */
export const NOTHING_CHECKED: CheckCounts = { changed: 0, missing: 0, unknown: 0 };

export interface KeptCheck {
  readonly requests: readonly DatasetRequest[];
  /** The kept outcomes to check. Stale ones belong to them: their pictures may be back. */
  readonly kept: readonly KeptOutcome[];
  /** Each outcome is added once it is known to hold, or removed once it is known not to. */
  readonly outcomes: Outcomes;
  readonly store: Pick<OutcomeStore, 'keepStaleness'>;
  /** SHA-256 of a picture's file as it is now. A rejection, for whatever reason, means that the picture is not there. */
  digestOf(image: ImageReference): Promise<string | undefined>;
  onProgress(done: number, total: number): void;
  readonly signal: AbortSignal;
}

/**
 * Compares what is kept with the pictures that are there now. Every file is read whole: nothing less proves that it is the same.
 * An outcome of other pictures is kept as stale, so nobody takes it for a result. Rejects with `AbortError`, and with the error
 * of a failed write.
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

/** A stale outcome stays stale while its pictures are gone: nobody has seen the right ones again. */
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
