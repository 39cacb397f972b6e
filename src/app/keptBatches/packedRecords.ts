import type { IDBPObjectStore } from 'idb';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { packOutcomes, type PackedOutcomes } from '../../batch/packedOutcomes.ts';
import { randomId } from '../../core/randomId.ts';
import { batchDatabase, rangeOf, type BatchSchema } from './batchDatabase.ts';
import { fromStored } from './storedOutcome.ts';

/** Read at once. More would stop the page for longer than a frame or two. */
const OUTCOMES_A_PORTION = 2000;
/** In one record: a megabyte or two, which every browser keeps. */
const OUTCOMES_A_RECORD = 8000;

type OutcomeRecords = Pick<IDBPObjectStore<BatchSchema, ['outcomes', 'packedOutcomes'], 'outcomes'>, 'getAll'>;

/** The outcomes of a batch as they stand one by one, some at a time. */
export async function* outcomePortions(
  records: OutcomeRecords,
  id: string,
): AsyncGenerator<readonly KeptOutcome[], void> {
  for (let range = rangeOf(id); ;) {
    const stored = await records.getAll(range, OUTCOMES_A_PORTION);
    yield stored.map(fromStored);
    const last = stored.at(-1);
    if (!last || stored.length < OUTCOMES_A_PORTION) return;
    range = IDBKeyRange.bound([id, last.line, last.candidate], [id, []], true);
  }
}

/**
 * Keeps the outcomes of a batch once more, packed, to be read in a twentieth of the time. Whoever writes an outcome deletes that
 * copy in the same transaction, so it never says anything else than the outcomes themselves.
 */
export async function keepPacked(id: string): Promise<void> {
  const transaction = (await batchDatabase()).transaction(['outcomes', 'packedOutcomes'], 'readwrite');
  const packed = transaction.objectStore('packedOutcomes');
  const copy = randomId();
  if ((await packed.getKey(rangeOf(id))) === undefined) {
    let waiting: KeptOutcome[] = [];
    let count = 0;
    const write = async (): Promise<void> => {
      await packed.put(packOutcomes(waiting), [id, copy, count++]);
      waiting = [];
    };
    for await (const portion of outcomePortions(transaction.objectStore('outcomes'), id)) {
      waiting.push(...portion);
      if (waiting.length >= OUTCOMES_A_RECORD) await write();
    }
    if (waiting.length > 0) await write();
  }
  await transaction.done;
}

/**
 * The packed copy, a record a time. Undefined where there is none, or none any more: what replaces it meanwhile has other keys, so that
 * no records of two copies are joined.
 */
export async function* readPacked(id: string): AsyncGenerator<PackedOutcomes | undefined, void> {
  const kept = await batchDatabase();
  const keys = await kept.getAllKeys('packedOutcomes', rangeOf(id));
  if (keys.length === 0) yield undefined;
  for (const key of keys) yield await kept.get('packedOutcomes', key);
}
