import type { OpenDataset } from '../app/batch/openDataset.ts';
import { entryKey } from '../core/dataset/candidateKey.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import { checkPictures } from './checkPictures.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Outcomes } from './outcomes.ts';

/** Of what is kept: how many outcomes are not known to be of the pictures that are there now. */
export interface CheckCounts {
  /** Of other pictures: these are scored again. */
  readonly changed: number;
  /** Of pictures that are not there, or cannot be read. */
  readonly missing: number;
  /** Kept by version 0.1, which did not note the pictures. */
  readonly unknown: number;
}

export interface KeptCheck {
  readonly dataset: Pick<OpenDataset, 'requests' | 'readImage'>;
  /** All that is kept of the batch, stale outcomes too. */
  readonly kept: readonly KeptOutcome[];
  /** Gets the outcomes that hold as they are known to, and loses those that do not. */
  readonly outcomes: Outcomes;
  /** SHA-256 of a file. */
  digest(name: string, file: Blob): Promise<string>;
  /** Keeps outcomes that have become stale, or are so no longer. */
  keep(outcomes: readonly KeptOutcome[]): Promise<void>;
  onProgress(done: number, total: number): void;
  readonly signal: AbortSignal;
}

/** The table is drawn anew after as many: each time costs a sort. */
const TOLD_EVERY_MS = 200;

/**
 * Compares what is kept with the pictures that are open. An outcome of other pictures stays kept, marked as stale: should the
 * right folder be opened later, it holds again. Rejects with `AbortError`, and with what a write was refused with.
 */
export async function checkKept(check: KeptCheck): Promise<CheckCounts> {
  const { dataset, outcomes, signal } = check;
  const kept = new Map(check.kept.map((one) => [entryKey(one), one]));
  const counts = { same: 0, changed: 0, missing: 0, unknown: 0 };
  const turned: KeptOutcome[] = [];
  let toldAt = performance.now();
  await checkPictures({
    requests: dataset.requests,
    outcomeOf: (key) => kept.get(entryKey(key))?.outcome,
    digestOf: (image) => digestOf(check, image),
    signal,
    onStanding(key, standing, done, total) {
      counts[standing] += 1;
      const one = kept.get(key);
      if (one) takeStanding(one, standing === 'changed');
      if (performance.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = performance.now();
      check.onProgress(done, total);
    },
  });
  if (turned.length > 0) await check.keep(turned);
  return { changed: counts.changed, missing: counts.missing, unknown: counts.unknown };

  function takeStanding({ stale, line, candidate, outcome }: KeptOutcome, isStale: boolean): void {
    const fresh = { line, candidate, outcome };
    if (isStale) outcomes.remove(fresh);
    else outcomes.add([fresh]);
    if ((stale ?? false) !== isStale) turned.push(isStale ? { ...fresh, stale: true } : fresh);
  }
}

/** Undefined when it cannot be read, for whatever reason: then nobody knows whether it is the same. */
async function digestOf({ dataset, digest }: KeptCheck, image: ImageReference): Promise<string | undefined> {
  try {
    return await digest(image.name, await dataset.readImage(image));
  } catch {
    return undefined;
  }
}
