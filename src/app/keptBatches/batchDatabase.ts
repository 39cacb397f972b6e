import type { DBSchema, IDBPDatabase } from 'idb';
import type { PackedOutcomes } from '../../batch/packedOutcomes.ts';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import type { KeptModel } from './batchModel.ts';
import type { KeptBatch, KeptDataset } from './keptBatch.ts';
import { openDatabase } from './openDatabase.ts';
import type { StoredOutcome } from './storedOutcome.ts';

/** As it stands in the database: version 0.1 kept no heads. */
type StoredBatch = Omit<KeptBatch, 'model'> & { readonly model: KeptModel };

export interface BatchSchema extends DBSchema {
  datasets: { key: string; value: KeptDataset };
  /** Some thousand items a record, by dataset and number. */
  items: { key: [string, number]; value: readonly PortableItem[] };
  batches: { key: string; value: StoredBatch };
  /** By batch, line and candidate: a picture has one outcome, the last. */
  outcomes: { key: [string, number, number]; value: StoredOutcome };
  /** The same once more, by batch, copy and number, in records of many: see `packedRecords.ts`. */
  packedOutcomes: { key: [string, string, number]; value: PackedOutcomes };
}

const DATABASE = 'editreward-batches';

/**
 * What each version of the database adds to the one before it, from 1: an older database goes through all that follow its
 * own, and nothing in it is lost. Fields that records gained without a new version are optional: digests, `stale`.
 */
const UPGRADES: readonly ((db: IDBPDatabase<BatchSchema>) => unknown)[] = [
  (db) => {
    db.createObjectStore('datasets', { keyPath: 'sha256' });
    db.createObjectStore('items');
    db.createObjectStore('batches', { keyPath: 'id' });
    db.createObjectStore('outcomes');
  },
  (db) => db.createObjectStore('packedOutcomes'),
];

let opened: Promise<IDBPDatabase<BatchSchema>> | undefined;

export function batchDatabase(): Promise<IDBPDatabase<BatchSchema>> {
  opened ??= openDatabase<BatchSchema>(DATABASE, UPGRADES.length, {
    upgrade(db, oldVersion) {
      for (const upgrade of UPGRADES.slice(oldVersion)) upgrade(db);
    },
    blocking(_current, _wanted, { target }) {
      // A later version of this page waits for the database in another tab.
      opened = undefined;
      if (target instanceof IDBDatabase) target.close();
    },
    terminated: () => (opened = undefined),
  });
  // What was refused may be allowed the next time.
  opened.catch(() => (opened = undefined));
  return opened;
}

/** All keys that begin with `first`: an array is greater than every number. https://w3c.github.io/IndexedDB/#key-construct */
export function rangeOf(first: string): IDBKeyRange {
  return IDBKeyRange.bound([first], [first, []]);
}
