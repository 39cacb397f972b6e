import { EditRewardError, messageOf } from '../../core/errors.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import type { StageWork } from '../score/stageState.ts';
import { randomId } from '../../core/randomId.ts';
import { keptPictures, type KeptPicture, type KeptWork, parseKeptWork } from './keptWork.ts';
import { tellSessionsChanged } from './sessionChannel.ts';
import { packWork, putPictures, unpackWork } from './pictureBlobs.ts';
import {
  changeAll,
  dropUnneeded,
  type KeptSession,
  openStageDatabase,
  type StageDatabase,
  type StageTransaction,
} from './stageDatabase.ts';

/** A list that one can still look through, and that is read whole in a few milliseconds. */
export const MAX_SESSIONS = 200;
/** Some hundred photographs: little beside a model, with which it shares the room that the browser gives. */
export const MAX_SESSION_BYTES = 500e6;

/** The pictures of one comparison are more than the history keeps. */
export class SessionTooLargeError extends EditRewardError {
  override readonly name = 'SessionTooLargeError';

  constructor() {
    super(
      `The history keeps up to ${MAX_SESSION_BYTES / 1e6} MB of pictures, and this comparison alone has more. It is not kept ` +
        'there: share it as a file instead.',
    );
  }
}

/** The browser keeps nothing for this site, or has no more room. */
export class SessionNotKeptError extends EditRewardError {
  override readonly name = 'SessionNotKeptError';

  constructor(cause: unknown) {
    super(
      `This comparison could not be kept in the history (${messageOf(cause)}). It stays on the page. To make room, delete old ` +
        'comparisons or models; a private window keeps nothing.',
      { cause },
    );
  }
}

/** A finished comparison of before, without its pictures. */
export interface PastSession extends Omit<KeptSession, 'pictures'> {
  readonly byteLength: number;
}

export interface PastSessions {
  /** The latest first. */
  readonly sessions: readonly PastSession[];
  /** Another version wrote these, or they are damaged: they cannot be opened. */
  readonly unreadable: number;
}

/** The finished comparisons of this browser; tabs share them. */
export interface SessionStore {
  list(): Promise<PastSessions>;
  /** Undefined if it is gone. */
  read(id: string): Promise<StageWork | undefined>;
  /** One of its pictures; undefined if it is gone. */
  picture(key: string): Promise<Blob | undefined>;
  /**
   * Keeps it, in the place of those that it goes on from. The oldest go once there are too many, or where the browser has no more
   * room. Throws {@link SessionTooLargeError} and {@link SessionNotKeptError}; then nothing has gone.
   */
  add(work: StageWork, finishedAt: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Also those that cannot be read. */
  removeAll(): Promise<void>;
  close(): void;
}

/** Rejects where the browser keeps nothing for the site. */
export async function openSessionStore(): Promise<SessionStore> {
  const db = await openStageDatabase();
  return {
    async list() {
      const all = await db.getAll('sessions');
      const sessions = all.flatMap(readSession).toSorted((a, b) => b.finishedAt - a.finishedAt);
      return { sessions, unreadable: all.length - sessions.length };
    },
    async read(id) {
      const work = parseKeptWork((await db.get('sessions', id))?.work);
      return work && unpackWork(db, work);
    },
    async picture(key) {
      const blob = await db.get('pictures', key);
      return blob instanceof Blob ? blob : undefined;
    },
    async add(work, finishedAt) {
      try {
        await addSession(db, work, finishedAt);
      } catch (cause) {
        throw cause instanceof EditRewardError ? cause : new SessionNotKeptError(cause);
      }
      tellSessionsChanged();
    },
    remove: (id) => removeSessions(db, async () => [id]),
    removeAll: () => removeSessions(db, (transaction) => transaction.objectStore('sessions').getAllKeys()),
    close: () => db.close(),
  };
}

async function addSession(db: StageDatabase, work: StageWork, finishedAt: number): Promise<void> {
  const packed = await packWork(work);
  const pictures = [...packed.blobs.keys()];
  const added = { id: randomId(), finishedAt, pictures, work: packed.work };
  if (bytesOf(added.work) > MAX_SESSION_BYTES) throw new SessionTooLargeError();
  try {
    await putSession(db, added, packed.blobs, () => MAX_SESSION_BYTES);
  } catch (error) {
    if (!isOutOfRoom(error)) throw error;
    // The browser gives less: as many of the oldest go as this one takes.
    await putSession(db, added, packed.blobs, (former) => Math.max(byteLengthOfAll(former), bytesOf(added.work)));
  }
}

function isOutOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** `roomOf` says how many bytes all may take, with what was there before. */
function putSession(
  db: StageDatabase,
  added: KeptSession,
  blobs: ReadonlyMap<string, Blob>,
  roomOf: (former: readonly KeptSession[]) => number,
): Promise<void> {
  return changeAll(db, async (transaction) => {
    const sessions = transaction.objectStore('sessions');
    const former = await sessions.getAll();
    // Of two that are read at once the later one stays, though it may be kept first.
    const earlier = former.filter((one) => one.finishedAt <= added.finishedAt);
    const replaced = earlier.filter((one) => goesOnFrom(added.work, parseKeptWork(one.work)));
    const others = former.filter((one) => !replaced.includes(one));
    const beyond = beyondRoom([added, ...others], roomOf(former));
    await sessions.put(added);
    await dropSessions(transaction, [...replaced, ...beyond]);
    // One that is older than all the list has room for has gone at once.
    if (!beyond.includes(added)) await putPictures(transaction, blobs);
  });
}

async function removeSessions(
  db: StageDatabase,
  idsOf: (transaction: StageTransaction) => Promise<readonly string[]>,
): Promise<void> {
  await changeAll(db, async (transaction) => {
    const sessions = transaction.objectStore('sessions');
    const ids = await idsOf(transaction);
    const removed = await Promise.all(ids.map((id) => sessions.get(id)));
    await dropSessions(
      transaction,
      removed.filter((one) => one !== undefined),
    );
  });
  tellSessionsChanged();
}

async function dropSessions(transaction: StageTransaction, dropped: readonly KeptSession[]): Promise<void> {
  for (const { id } of dropped) await transaction.objectStore('sessions').delete(id);
  await dropUnneeded(
    transaction,
    dropped.flatMap(({ pictures }) => keysIn(pictures)),
  );
}

function readSession({ id, finishedAt, work: kept }: KeptSession): PastSession[] {
  const work = parseKeptWork(kept);
  return work && Number.isFinite(finishedAt) ? [{ id, finishedAt, work, byteLength: bytesOf(work) }] : [];
}

/** It is the same comparison, scored once more or with more candidates: the former would only be in the way. */
function goesOnFrom(work: KeptWork, former: KeptWork | undefined): boolean {
  if (!former?.scoredFor || !work.scoredFor) return false;
  const [now, before] = [work.scoredFor, former.scoredFor];
  const isSameQuestion =
    isSameModel(now.status.model, before.status.model) &&
    now.instruction === before.instruction &&
    now.orientation === before.orientation &&
    work.source?.key === former.source?.key;
  const keys = new Set(work.candidates.map(({ picture }) => picture.key));
  return isSameQuestion && former.candidates.every(({ picture }) => keys.has(picture.key));
}

/** The oldest, as far as there is no room for them. A picture that several have counts once, as it is kept once. */
function beyondRoom(sessions: readonly KeptSession[], room: number): readonly KeptSession[] {
  const latestFirst = sessions.toSorted((a, b) => b.finishedAt - a.finishedAt);
  const counted = new Set<string>();
  let byteLength = 0;
  const isBeyond = ({ work }: KeptSession, index: number) => {
    for (const { key, byteLength: length } of keptPicturesOf(work)) {
      byteLength += counted.has(key) ? 0 : length;
      counted.add(key);
    }
    return index >= MAX_SESSIONS || byteLength > room;
  };
  return latestFirst.filter(isBeyond);
}

/** Also of a comparison that cannot be read otherwise: its pictures are let go with it. */
function keysIn(pictures: unknown): readonly string[] {
  return Array.isArray(pictures) ? pictures.filter((key) => typeof key === 'string') : [];
}

/** What cannot be read has none. */
function keptPicturesOf(work: unknown): readonly KeptPicture[] {
  const kept = parseKeptWork(work);
  return kept ? keptPictures(kept) : [];
}

function bytesOf(work: KeptWork): number {
  return byteLengthOf(keptPictures(work));
}

function byteLengthOfAll(sessions: readonly KeptSession[]): number {
  return byteLengthOf(sessions.flatMap(({ work }) => keptPicturesOf(work)));
}

/** A picture that stands several times counts once. */
function byteLengthOf(pictures: readonly KeptPicture[]): number {
  const lengths = new Map(pictures.map(({ key, byteLength }) => [key, byteLength]));
  return [...lengths.values()].reduce((sum, length) => sum + length, 0);
}
