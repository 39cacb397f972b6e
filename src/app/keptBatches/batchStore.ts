import type { BatchPortion } from '../../batch/batchPortion.ts';
import { joinScores } from '../../batch/joinScores.ts';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { unpackOutcomes } from '../../batch/packedOutcomes.ts';
import { Outcomes } from '../../batch/outcomes.ts';
import type { OutcomeStore } from '../../batch/outcomeStore.ts';
import { fromPortable, type PortableItem } from '../../core/dataset/portableItem.ts';
import { applyPreference, type Preference } from '../../core/dataset/preference.ts';
import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import { batchDatabase, rangeOf } from './batchDatabase.ts';
import { batchModelOf } from './batchModel.ts';
import { type KeptBatch, type KeptDataset, preferenceOf } from './keptBatch.ts';
import { keepPacked, outcomePortions, readPacked } from './packedRecords.ts';
import { fromStored, toStored, type StoredOutcome } from './storedOutcome.ts';

/** A picture of a dataset that is not at hand was asked for. */
export class DatasetNotOpenError extends EditRewardError {
  override readonly name = 'DatasetNotOpenError';
}

/** What the browser keeps cannot be opened or written. */
export class BatchStorageError extends EditRewardError {
  override readonly name = 'BatchStorageError';
}

/** A record a time is sent to the database: large enough to be few, small enough not to stop the page. */
const ITEMS_A_RECORD = 2000;
/** What is shown as done is on the disk, whatever happens to the computer next. */
const DURABLE = { durability: 'strict' } as const;

/** All batches, the last one worked on first. */
export async function listBatches(): Promise<readonly KeptBatch[]> {
  const batches = await (await batchDatabase()).getAll('batches');
  return batches
    .map((batch) => ({ ...batch, model: batchModelOf(batch.model) }))
    .toSorted((a, b) => b.updatedAt - a.updatedAt);
}

/**
 * Items of a batch all of whose edits have a score, in the order of the dataset. Pictures inside the dataset cannot be read
 * through them: that rejects with {@link DatasetNotOpenError}.
 */
export async function readScoredItems(id: string): Promise<readonly ScoredItem[]> {
  const batch = await (await batchDatabase()).get('batches', id);
  if (!batch) return [];
  const [items, kept] = await Promise.all([readItems(batch.datasetSha256), readOutcomes(id)]);
  const { outcomeOf } = new Outcomes(kept);
  const whole = items.map((item) => fromPortable(item, notOpen));
  const dataset = await readKeptDataset(batch.datasetSha256);
  return joinScores(applyPreference(whole, preferenceOf(dataset) ?? 'none'), outcomeOf).scored;
}

/** What was chosen for the dataset of a batch. */
export async function preferenceOfBatch(id: string): Promise<Preference> {
  const kept = await batchDatabase();
  const batch = await kept.get('batches', id);
  return preferenceOf(batch && (await kept.get('datasets', batch.datasetSha256))) ?? 'none';
}

/** Items and outcomes of a batch, some at a time: for whoever hands them on. */
export async function* readPortions(id: string): AsyncGenerator<BatchPortion, void> {
  const kept = await batchDatabase();
  const batch = await kept.get('batches', id);
  if (!batch) return;
  for (const key of await kept.getAllKeys('items', rangeOf(batch.datasetSha256))) {
    yield { items: (await kept.get('items', key)) ?? [], outcomes: [] };
  }
  let isWhole = true;
  for await (const packed of readPacked(id)) {
    if (packed) yield { items: [], outcomes: [], packed };
    else isWhole = false;
  }
  if (isWhole) return;
  const records = { getAll: (range: IDBKeyRange, count: number) => kept.getAll('outcomes', range, count) };
  for await (const outcomes of outcomePortions(records, id)) yield { items: [], outcomes };
  // The next time it is quicker. While the batch is being scored its copy would not live long.
  if (batch.run !== 'running') keepPacked(id).catch(() => undefined);
}

function notOpen(name: string): Promise<never> {
  return Promise.reject(
    new DatasetNotOpenError(`${name} is in a dataset that is not open. Open it on the Batch page.`),
  );
}

export async function keepBatch(batch: KeptBatch): Promise<void> {
  await (await batchDatabase()).put('batches', batch);
}

/** With its results. The dataset goes with its last batch. */
export async function deleteBatch({ id, datasetSha256 }: KeptBatch): Promise<void> {
  const transaction = (await batchDatabase()).transaction(
    ['batches', 'outcomes', 'packedOutcomes', 'datasets', 'items'],
    'readwrite',
  );
  await transaction.objectStore('batches').delete(id);
  await transaction.objectStore('outcomes').delete(rangeOf(id));
  await transaction.objectStore('packedOutcomes').delete(rangeOf(id));
  const others = await transaction.objectStore('batches').getAll();
  if (!others.some((other) => other.datasetSha256 === datasetSha256)) {
    await transaction.objectStore('datasets').delete(datasetSha256);
    await transaction.objectStore('items').delete(rangeOf(datasetSha256));
  }
  await transaction.done;
}

/**
 * In one transaction: a dataset is kept whole or not at all. Without `items` those that are kept already stay. What was chosen
 * for one that is kept stays as well: see {@link keepPreference}.
 */
export async function keepDataset(dataset: KeptDataset, items?: readonly PortableItem[]): Promise<void> {
  const transaction = (await batchDatabase()).transaction(['datasets', 'items'], 'readwrite');
  const turn = async (): Promise<void> => {
    const datasets = transaction.objectStore('datasets');
    const preference = preferenceOf((await datasets.get(dataset.sha256)) ?? dataset);
    await datasets.put({ ...dataset, ...(preference !== undefined && { preference }) });
  };
  const writes: Promise<unknown>[] = [turn()];
  const records = transaction.objectStore('items');
  if (items) writes.push(records.delete(rangeOf(dataset.sha256)));
  for (const [start, record] of recordsOf(items ?? [])) writes.push(records.put(record, [dataset.sha256, start]));
  await Promise.all([...writes, transaction.done]);
}

/** Keeps the choice with a dataset that is kept, in one transaction: a tab that closes at once, or another write, loses none. */
export async function keepPreference(sha256: string, preference: Preference): Promise<void> {
  const transaction = (await batchDatabase()).transaction('datasets', 'readwrite');
  const turn = async (): Promise<void> => {
    const kept = await transaction.store.get(sha256);
    if (kept) await transaction.store.put({ ...kept, preference });
  };
  await Promise.all([turn(), transaction.done]);
}

function* recordsOf(items: readonly PortableItem[]): Generator<[number, readonly PortableItem[]]> {
  for (let start = 0; start < items.length; start += ITEMS_A_RECORD) {
    yield [start, items.slice(start, start + ITEMS_A_RECORD)];
  }
}

export async function readKeptDataset(sha256: string): Promise<KeptDataset | undefined> {
  return (await batchDatabase()).get('datasets', sha256);
}

/** In the order of the dataset. */
export async function readItems(datasetSha256: string): Promise<readonly PortableItem[]> {
  return (await (await batchDatabase()).getAll('items', rangeOf(datasetSha256))).flat();
}

/** Resolves once they are on the disk. Throws {@link BatchStorageError} when they do not get there. */
export async function keepOutcomes(id: string, outcomes: readonly KeptOutcome[]): Promise<void> {
  const kept = await batchDatabase();
  try {
    const transaction = kept.transaction(['outcomes', 'packedOutcomes'], 'readwrite', DURABLE);
    const records = transaction.objectStore('outcomes');
    const writes = outcomes.map((one) => records.put(toStored(one), [id, one.line, one.candidate]));
    const unpacked = transaction.objectStore('packedOutcomes').delete(rangeOf(id));
    await Promise.all([...writes, unpacked, transaction.done]);
  } catch (cause) {
    throw new BatchStorageError(
      `The results cannot be kept in this browser: ${messageOf(cause)} What was scored before is kept. Make room on the disk ` +
        'or delete what is kept and not needed, then go on.',
      { cause },
    );
  }
}

/**
 * Keeps which outcomes have become stale, or are so no longer. One that another tab has scored anew meanwhile is not touched:
 * it is of other pictures than those that were looked at.
 */
export async function keepStaleness(id: string, outcomes: readonly KeptOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const transaction = (await batchDatabase()).transaction(['outcomes', 'packedOutcomes'], 'readwrite');
  const records = transaction.objectStore('outcomes');
  const turn = async (one: KeptOutcome): Promise<void> => {
    const key: [string, number, number] = [id, one.line, one.candidate];
    const stored = await records.get(key);
    if (stored && isOfSamePictures(stored, one)) await records.put(toStored(one), key);
  };
  const unpacked = transaction.objectStore('packedOutcomes').delete(rangeOf(id));
  await Promise.all([...outcomes.map(turn), unpacked, transaction.done]);
}

function isOfSamePictures({ outcome: { sha256: one } }: StoredOutcome, { outcome: { sha256: other } }: KeptOutcome) {
  return one?.source === other?.source && one?.edited === other?.edited;
}

/** The outcomes of a batch, as a run knows them. */
export function outcomeStoreOf(id: string): OutcomeStore {
  return {
    read: () => readOutcomes(id),
    keep: (outcomes) => keepOutcomes(id, outcomes),
    keepStaleness: (turned) =>
      keepStaleness(
        id,
        turned.map(({ kept }) => kept),
      ),
  };
}

/** Also those that are stale. */
export async function readOutcomes(id: string): Promise<readonly KeptOutcome[]> {
  const transaction = (await batchDatabase()).transaction(['outcomes', 'packedOutcomes']);
  const packed = await transaction.objectStore('packedOutcomes').getAll(rangeOf(id));
  if (packed.length > 0) return packed.flatMap(unpackOutcomes);
  return (await transaction.objectStore('outcomes').getAll(rangeOf(id))).map(fromStored);
}
