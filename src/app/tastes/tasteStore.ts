import { type DBSchema, openDB } from 'idb';

const VERSION = 1;
const DATABASE = 'editreward-tastes';

/** A taste as this browser keeps it: its whole file, so that it is checked whenever it is used. */
export interface KeptFile {
  /** Of `bytes`: a taste is kept once. */
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In milliseconds since 1970. */
  readonly keptAt: number;
}

interface TastesSchema extends DBSchema {
  tastes: { key: string; value: KeptFile };
}

/** The tastes of this browser. */
export interface TasteStore {
  /** The latest first. */
  list(): Promise<readonly KeptFile[]>;
  /** Undefined if it is not kept. */
  read(sha256: string): Promise<KeptFile | undefined>;
  keep(file: KeptFile): Promise<void>;
  remove(sha256: string): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing for the site. */
export async function openTasteStore(): Promise<TasteStore> {
  const db = await openDB<TastesSchema>(DATABASE, VERSION, {
    upgrade(opened) {
      opened.createObjectStore('tastes', { keyPath: 'sha256' });
    },
    blocking: (_current, _wanted, { target }) => target instanceof IDBDatabase && target.close(),
  });
  return {
    list: async () => (await db.getAll('tastes')).toSorted((a, b) => b.keptAt - a.keptAt),
    read: (sha256) => db.get('tastes', sha256),
    keep: async (file) => void (await db.put('tastes', file)),
    remove: (sha256) => db.delete('tastes', sha256),
    close: () => db.close(),
  };
}
