import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Vote } from '../../core/votes/vote.ts';

const VERSION = 2;
const DATABASE = 'editreward-votes';

/** What a model saw in a picture: a hidden state for each prompt. */
export type States = readonly Float32Array[];

interface VotesSchema extends DBSchema {
  votes: { key: string; value: Vote };
  /** By their SHA-256: a picture of many votes is kept once. */
  pictures: { key: string; value: Blob };
  /** Since version 2. */
  states: { key: string; value: States };
}

/** The votes of this browser, with their pictures: without those, nobody could score or learn from them. */
export interface VoteStore {
  /** The oldest first. */
  list(): Promise<readonly Vote[]>;
  /**
   * Keeps votes, and their pictures by their SHA-256. Those with the ids `gone` are dropped at once, with their pictures, unless
   * another vote has them.
   */
  keep(votes: readonly Vote[], pictures: ReadonlyMap<string, Blob>, gone?: readonly string[]): Promise<void>;
  /** Keeps what has become known of votes. One that was deleted since stays so. */
  renew(votes: readonly Vote[]): Promise<void>;
  /** Undefined if it is not kept. */
  picture(sha256: string): Promise<Blob | undefined>;
  /** What a model saw in a picture, under a key that names both; undefined if it is not kept. */
  states(key: string): Promise<States | undefined>;
  keepStates(key: string, states: States): Promise<void>;
  /** All that is known of votes and their pictures. */
  deleteAll(): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing for the site. */
export async function openVoteStore(): Promise<VoteStore> {
  const db = await openDB<VotesSchema>(DATABASE, VERSION, {
    upgrade(opened, version) {
      if (version < 1) {
        opened.createObjectStore('votes', { keyPath: 'id' });
        opened.createObjectStore('pictures');
      }
      opened.createObjectStore('states');
    },
    blocking: (_current, _wanted, { target }) => target instanceof IDBDatabase && target.close(),
  });
  return {
    async list() {
      return (await db.getAll('votes')).toSorted((a, b) => a.votedAt - b.votedAt);
    },
    keep: (votes, pictures, gone = []) => keep(db, votes, pictures, gone),
    async renew(votes) {
      const transaction = db.transaction('votes', 'readwrite');
      for (const vote of votes) if ((await transaction.store.count(vote.id)) > 0) await transaction.store.put(vote);
      await transaction.done;
    },
    picture: (sha256) => db.get('pictures', sha256),
    states: (key) => db.get('states', key),
    keepStates: async (key, states) => void (await db.put('states', states, key)),
    async deleteAll() {
      const stores = ['votes', 'pictures', 'states'] as const;
      const transaction = db.transaction(stores, 'readwrite');
      for (const name of stores) void transaction.objectStore(name).clear();
      await transaction.done;
    },
    close: () => db.close(),
  };
}

async function keep(
  db: IDBPDatabase<VotesSchema>,
  votes: readonly Vote[],
  pictures: ReadonlyMap<string, Blob>,
  gone: readonly string[],
): Promise<void> {
  const transaction = db.transaction(['votes', 'pictures'], 'readwrite');
  const [kept, blobs] = [transaction.objectStore('votes'), transaction.objectStore('pictures')];
  for (const vote of votes) void kept.put(vote);
  const known = new Set(await blobs.getAllKeys());
  for (const [sha256, blob] of pictures) if (!known.has(sha256)) void blobs.put(blob, sha256);
  if (gone.length > 0) {
    for (const id of gone) void kept.delete(id);
    const named = new Set((await kept.getAll()).flatMap(digestsOf));
    for (const sha256 of await blobs.getAllKeys()) if (!named.has(sha256)) void blobs.delete(sha256);
  }
  await transaction.done;
}

/** Of all pictures of a vote. */
export function digestsOf({ source, candidates }: Vote): string[] {
  return [...candidates, ...(source ? [source] : [])].map(({ sha256 }) => sha256);
}
