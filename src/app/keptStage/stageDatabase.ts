import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { keptPictures, type KeptWork, parseKeptWork } from './keptWork.ts';

const DATABASE = 'editreward-stage';
/** 2: pictures by their digest, so that the last comparison and those of before share them. */
const VERSION = 2;
export const LAST = 'last';

/** Of the picture's bytes: their SHA-256. What version 1 of the database kept has names of another kind. */
export type PictureKey = string;

export interface KeptSession {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
  /** Keys of all its pictures, for the index that says who needs one. */
  readonly pictures: readonly PictureKey[];
  readonly work: KeptWork;
}

interface StageSchema extends DBSchema {
  work: { key: typeof LAST; value: KeptWork };
  pictures: { key: PictureKey; value: Blob };
  sessions: { key: string; value: KeptSession; indexes: { pictures: PictureKey } };
}

export type StageDatabase = IDBPDatabase<StageSchema>;

/** A transaction that may change all of it: pictures are kept as long as somebody needs them. */
export type StageTransaction = IDBPTransaction<StageSchema, ('work' | 'pictures' | 'sessions')[], 'readwrite'>;

/** Rejects where the browser keeps nothing for the site. */
export function openStageDatabase(): Promise<StageDatabase> {
  return openDB<StageSchema>(DATABASE, VERSION, {
    async upgrade(db, oldVersion, _newVersion, transaction) {
      if (oldVersion < 1) {
        db.createObjectStore('work');
        db.createObjectStore('pictures');
      }
      db.createObjectStore('sessions', { keyPath: 'id' }).createIndex('pictures', 'pictures', { multiEntry: true });
      if (oldVersion === 1) await liftPictures(transaction);
    },
    blocking: (_current, _wanted, { target }) => target instanceof IDBDatabase && target.close(),
  });
}

/** Changes all of it or nothing: what fails leaves everything as it was. */
export async function changeAll(
  db: StageDatabase,
  change: (transaction: StageTransaction) => Promise<void>,
): Promise<void> {
  const transaction = db.transaction(['work', 'pictures', 'sessions'], 'readwrite');
  try {
    await Promise.all([change(transaction), transaction.done]);
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction: StageTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself, as where the disk is full.
  }
}

type UpgradeTransaction = IDBPTransaction<StageSchema, ('work' | 'pictures' | 'sessions')[], 'versionchange'>;

/** Version 1 kept what is known of a picture beside its bytes, not in the work. */
async function liftPictures(transaction: UpgradeTransaction): Promise<void> {
  const pictures = transaction.objectStore('pictures');
  const works = transaction.objectStore('work');
  const former = (await works.get(LAST)) as unknown as FormerWork | undefined;
  const lifted = async (key: PictureKey | undefined) => {
    const picture = key === undefined ? undefined : ((await pictures.get(key)) as unknown as FormerPicture | undefined);
    if (!picture || key === undefined) return undefined;
    const { blob, ...rest } = picture;
    await pictures.put(blob, key);
    return { ...rest, key, byteLength: blob.size };
  };
  if (!former) return;
  const source = await lifted(former.source);
  const candidates = [];
  for (const { picture: key, outcome } of former.candidates) {
    const picture = await lifted(key);
    if (picture) candidates.push({ picture, outcome });
  }
  await works.put({ ...former, source, candidates }, LAST);
}

interface FormerWork extends Omit<KeptWork, 'source' | 'candidates'> {
  readonly source: PictureKey | undefined;
  readonly candidates: readonly {
    readonly picture: PictureKey;
    readonly outcome: KeptWork['candidates'][number]['outcome'];
  }[];
}

interface FormerPicture {
  readonly id: number;
  readonly name: string;
  readonly blob: Blob;
  readonly turned: boolean;
  readonly fromExample: boolean;
}

/** Of `keys`, those that neither the last comparison nor one of before needs are let go. */
export async function dropUnneeded(transaction: StageTransaction, keys: Iterable<PictureKey>): Promise<void> {
  const last = parseKeptWork(await transaction.objectStore('work').get(LAST));
  const needed = new Set(last && keptPictures(last).map(({ key }) => key));
  const bySession = transaction.objectStore('sessions').index('pictures');
  for (const key of new Set(keys)) {
    if (needed.has(key) || (await bySession.count(key)) > 0) continue;
    await transaction.objectStore('pictures').delete(key);
  }
}
