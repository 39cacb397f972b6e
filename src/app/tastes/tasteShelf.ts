import { messageOf } from '../../core/errors.ts';
import type { TasteHeader } from '../../taste/package/tasteSchema.ts';
import { parseTaste } from '../../taste/package/tasteFile.ts';
import { createStore, type Readable } from '../ui/store.ts';
import type { KeptFile, TasteStore } from './tasteStore.ts';

/** A taste that this browser keeps. */
export interface KeptTaste extends KeptFile, Pick<TasteHeader, 'name' | 'parent' | 'training'> {}

export interface ShelfState {
  /** The latest first; undefined until they are read. */
  readonly tastes: readonly KeptTaste[] | undefined;
  /** Why something was not done. */
  readonly problem: string | undefined;
}

/** The tastes of this browser. What does not work is told in the state. */
export interface TasteShelf extends Readable<ShelfState> {
  read(): Promise<void>;
  /** Checks the bytes of a taste, and keeps it; whether it is kept. `file` names them. */
  add(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<boolean>;
  /** The same of a file of the disk. */
  take(file: File): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}

export function createTasteShelf(open: () => Promise<TasteStore>, now: () => number = Date.now): TasteShelf {
  const { getState, subscribe, dispatch } = createStore(
    (state: ShelfState, change: Partial<ShelfState>) => ({ ...state, ...change }),
    { tastes: undefined, problem: undefined },
  );
  const inStore = async (work: (store: TasteStore) => Promise<void>) => {
    try {
      const store = await open();
      try {
        await work(store);
        dispatch({ problem: undefined, ...(await readAll(store)) });
        return true;
      } finally {
        store.close();
      }
    } catch (error) {
      dispatch({ problem: messageOf(error) });
      return false;
    }
  };
  const addTo = async (store: TasteStore, bytes: Uint8Array<ArrayBuffer>, file: string) => {
    const { sha256 } = await parseTaste(bytes, file);
    await store.keep({ sha256, bytes, keptAt: now() });
  };
  return {
    getState,
    subscribe,
    read: async () => void (await inStore(async () => undefined)),
    add: (bytes, file) => inStore((store) => addTo(store, bytes, file)),
    take: (file) => inStore(async (store) => addTo(store, new Uint8Array(await file.arrayBuffer()), file.name)),
    remove: async (sha256) => void (await inStore((store) => store.remove(sha256))),
  };
}

/** One that cannot be read any more is told of, and hides no other. */
async function readAll(store: TasteStore): Promise<Partial<ShelfState>> {
  const tastes: KeptTaste[] = [];
  const problems: string[] = [];
  for (const kept of await store.list()) {
    try {
      const { header } = await parseTaste(kept.bytes, `A kept taste (${kept.sha256.slice(0, 8)})`);
      const { name, parent, training } = header;
      tastes.push({ ...kept, name, parent, training });
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return { tastes, ...(problems.length > 0 && { problem: problems.join(' ') }) };
}
