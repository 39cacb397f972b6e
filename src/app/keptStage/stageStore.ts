import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Candidate, Picture, StageWork } from '../score/stageState.ts';

const VERSION = 1;
const DATABASE = 'editreward-stage';
const LAST = 'last';

type PictureKey = string;

interface KeptCandidate {
  readonly picture: PictureKey;
  readonly outcome: Candidate['outcome'];
}

interface KeptWork extends Pick<StageWork, 'instruction' | 'orientation' | 'scoredFor'> {
  readonly source: PictureKey | undefined;
  readonly candidates: readonly KeptCandidate[];
}

interface StageSchema extends DBSchema {
  work: { key: typeof LAST; value: KeptWork };
  /** Apart from the work, so that a picture is written once, not with each score. */
  pictures: { key: PictureKey; value: Picture };
}

/** The last comparison of this browser. Tabs share it: the one that writes last wins whole. */
export interface StageStore {
  read(): Promise<StageWork | undefined>;
  /** Takes the place of what was kept; undefined forgets it. */
  write(work: StageWork | undefined): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing for the site. */
export async function openStageStore(): Promise<StageStore> {
  const db = await openDB<StageSchema>(DATABASE, VERSION, {
    upgrade(opened) {
      opened.createObjectStore('work');
      opened.createObjectStore('pictures');
    },
    blocking: (_current, _wanted, { target }) => target instanceof IDBDatabase && target.close(),
  });
  const keys = new PictureKeys();
  return {
    read: () => readWork(db, keys),
    write: (work) => writeWork(db, keys, work),
    close: () => db.close(),
  };
}

/** Under which key each picture is kept. Ids are those of one visit: another tab has the same ones for other pictures. */
class PictureKeys {
  readonly #visit = crypto.randomUUID();
  readonly #keys = new WeakMap<Picture, PictureKey>();

  of(picture: Picture): PictureKey {
    return this.#keys.get(picture) ?? `${this.#visit} ${picture.id}`;
  }

  /** It was read under this key. */
  know(picture: Picture, key: PictureKey): void {
    this.#keys.set(picture, key);
  }
}

async function readWork(db: IDBPDatabase<StageSchema>, keys: PictureKeys): Promise<StageWork | undefined> {
  const transaction = db.transaction(['work', 'pictures']);
  const kept = await transaction.objectStore('work').get(LAST);
  const pictures = transaction.objectStore('pictures');
  const pictureAt = async (key: PictureKey | undefined) => {
    const picture = key === undefined ? undefined : await pictures.get(key);
    if (picture && key !== undefined) keys.know(picture, key);
    return picture;
  };
  if (!kept) return undefined;
  const source = await pictureAt(kept.source);
  const candidates: Candidate[] = [];
  for (const { picture: key, outcome } of kept.candidates) {
    const picture = await pictureAt(key);
    if (picture) candidates.push({ picture, outcome });
  }
  const { instruction, orientation, scoredFor } = kept;
  return { source, candidates, instruction, orientation, scoredFor };
}

async function writeWork(db: IDBPDatabase<StageSchema>, keys: PictureKeys, work: StageWork | undefined): Promise<void> {
  const keyOf = (picture: Picture) => keys.of(picture);
  const transaction = db.transaction(['work', 'pictures'], 'readwrite');
  const pictures = transaction.objectStore('pictures');
  const stored = new Set(await pictures.getAllKeys());
  const wanted = new Map(picturesOf(work).map((picture) => [keyOf(picture), picture]));
  for (const key of stored) if (!wanted.has(key)) void pictures.delete(key);
  for (const [key, picture] of wanted) if (!stored.has(key)) void pictures.put(picture, key);
  const works = transaction.objectStore('work');
  if (work) void works.put(keptOf(work, keyOf), LAST);
  else void works.delete(LAST);
  await transaction.done;
}

function picturesOf(work: StageWork | undefined): readonly Picture[] {
  if (!work) return [];
  const candidates = work.candidates.map(({ picture }) => picture);
  return work.source ? [work.source, ...candidates] : candidates;
}

function keptOf(
  { source, candidates, instruction, orientation, scoredFor }: StageWork,
  keyOf: (picture: Picture) => PictureKey,
): KeptWork {
  return {
    source: source && keyOf(source),
    candidates: candidates.map(({ picture, outcome }) => ({ picture: keyOf(picture), outcome })),
    instruction,
    orientation,
    scoredFor,
  };
}
