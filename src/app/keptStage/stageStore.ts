import type { StageWork } from '../score/stageState.ts';
import { keptPictures, parseKeptWork } from './keptWork.ts';
import { type PackedWork, packWork, putPictures, unpackWork } from './pictureBlobs.ts';
import { changeAll, dropUnneeded, LAST, openStageDatabase, type StageDatabase } from './stageDatabase.ts';

/** The last comparison of this browser. Tabs share it: the one that writes last wins whole. */
export interface StageStore {
  /** Undefined also where what is kept cannot be understood. */
  read(): Promise<StageWork | undefined>;
  /** Takes the place of what was kept; undefined forgets it. */
  write(work: StageWork | undefined): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing for the site. */
export async function openStageStore(): Promise<StageStore> {
  let db = await openStageDatabase();
  let writing: Promise<void> = Promise.resolve();
  return {
    async read() {
      const kept = parseKeptWork(await db.get('work', LAST));
      return kept && unpackWork(db, kept);
    },
    write(work) {
      // In turn: to read large pictures takes long, and what is written last is to be the latest.
      const write = async () => {
        const packed = work && (await packWork(work));
        await writeWork(db, packed).catch(async (error: unknown) => {
          if (!isClosed(error)) throw error;
          db = await openStageDatabase();
          await writeWork(db, packed);
        });
      };
      return (writing = writing.then(write, write));
    },
    close: () => db.close(),
  };
}

/** Browsers close it when the site's data are deleted; WebKit also after a long time in the background. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}

function writeWork(db: StageDatabase, packed: PackedWork | undefined): Promise<void> {
  return changeAll(db, async (transaction) => {
    const works = transaction.objectStore('work');
    const before = parseKeptWork(await works.get(LAST));
    // Of what cannot be understood nobody knows which pictures it had.
    const mayGo = before
      ? keptPictures(before).map(({ key }) => key)
      : await transaction.objectStore('pictures').getAllKeys();
    if (packed) {
      await putPictures(transaction, packed.blobs);
      await works.put(packed.work, LAST);
    } else await works.delete(LAST);
    await dropUnneeded(transaction, mayGo);
  });
}
