import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { workOf } from '../score/exampleWork.ts';
import { afterRun, FAILED, readyState, scored } from '../score/stageSamples.ts';
import type { Picture, StageWork } from '../score/stageState.ts';
import { MAX_SESSION_BYTES, MAX_SESSIONS, openSessionStore, SessionTooLargeError } from './sessionStore.ts';
import { openStageStore } from './stageStore.ts';

/** A comparison of pictures with these bytes, the source first. */
function comparison(bytes: readonly string[], instruction = 'add a hat'): StageWork {
  const done = workOf(
    afterRun(
      readyState(bytes.length - 1),
      bytes.slice(1).map((_, index) => scored(index)),
    ),
  );
  const [source = '', ...others] = bytes;
  return {
    ...done,
    source: done.source && withBytes(done.source, source),
    candidates: done.candidates.map((one, index) => ({ ...one, picture: withBytes(one.picture, others[index] ?? '') })),
    instruction,
    scoredFor: done.scoredFor && { ...done.scoredFor, instruction },
  };
}

function withBytes(picture: Picture, text: string): Picture {
  return { ...picture, blob: new Blob([text]) };
}

/** As if it were so large; its bytes are not there. */
function ofLength(work: StageWork, byteLength: number): StageWork {
  const source = work.source && { ...work.source, blob: work.source.blob };
  if (source) Object.defineProperty(source.blob, 'size', { value: byteLength });
  return { ...work, source };
}

async function raw() {
  return openDB('editreward-stage');
}
async function pictureCount(): Promise<number> {
  const db = await raw();
  const count = await db.count('pictures');
  db.close();
  return count;
}

beforeEach(async () => {
  const [store, last] = await Promise.all([openSessionStore(), openStageStore()]);
  await Promise.all([store.removeAll(), last.write(undefined)]);
  store.close();
  last.close();
});

describe('a finished comparison', () => {
  it('comes back whole, with its scores and its model', async () => {
    const store = await openSessionStore();
    const done = comparison(['source', 'one', 'two']);
    const failing = {
      ...done,
      candidates: done.candidates.map((one, i) => (i === 1 ? { ...one, outcome: FAILED } : one)),
    };
    await store.add(failing, 1000);
    const { sessions, unreadable } = await store.list();
    expect([sessions.length, unreadable]).toEqual([1, 0]);
    const session = sessions[0] ?? expect.fail();
    expect(session).toMatchObject({ finishedAt: 1000, byteLength: 'sourceonetwo'.length });
    const read = (await store.read(session.id)) ?? expect.fail();
    expect(read.candidates.map(({ outcome }) => outcome)).toEqual([scored(0), FAILED]);
    expect(await read.candidates[1]?.picture.blob.text()).toBe('two');
    expect(read.scoredFor).toEqual(done.scoredFor);
    expect(read.scoredFor?.status).toEqual(MODEL_STATUS);
    expect(await (await store.picture(session.work.source?.key ?? ''))?.text()).toBe('source');
  });

  it('keeps which taste gave its scores, and does not go on from one of another', async () => {
    const store = await openSessionStore();
    const done = comparison(['source', 'one', 'two']);
    await store.add(done, 1000);
    const taste = { name: 'mine', sha256: 'ab' };
    const status = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, taste } };
    await store.add({ ...done, scoredFor: done.scoredFor && { ...done.scoredFor, status } }, 2000);
    const tastes = (await store.list()).sessions.map(({ work }) => work.scoredFor?.status.model.taste);
    expect(tastes).toHaveLength(2);
    expect(tastes).toContainEqual(taste);
    expect(tastes).toContainEqual(undefined);
    store.close();
  });

  it('takes the place of what it goes on from, and of nothing else', async () => {
    const store = await openSessionStore();
    await store.add(comparison(['source', 'one', 'two']), 1);
    await store.add(comparison(['source', 'one', 'two', 'three']), 2);
    await store.add(comparison(['source', 'one', 'two'], 'another'), 3);
    await store.add(comparison(['source', 'one']), 4);
    const { sessions } = await store.list();
    expect(sessions.map(({ finishedAt }) => finishedAt)).toEqual([4, 3, 2]);
  });
});

it('of two the later stays, though the earlier may be kept last', async () => {
  const store = await openSessionStore();
  const done = comparison(['source', 'one', 'two']);
  await store.add(done, 2);
  await store.add(done, 1);
  expect((await store.list()).sessions.map(({ finishedAt }) => finishedAt)).toEqual([2, 1]);
  store.close();
});

describe('pictures', () => {
  it('are kept once, as long as the page or a comparison needs them', async () => {
    const [store, last] = await Promise.all([openSessionStore(), openStageStore()]);
    await store.add(comparison(['source', 'one', 'two']), 1);
    await store.add(comparison(['source', 'one', 'three'], 'another'), 2);
    await last.write(comparison(['source', 'four']));
    expect(await pictureCount()).toBe(5);
    await last.write(undefined);
    expect(await pictureCount()).toBe(4);
    const [latest] = (await store.list()).sessions;
    await last.write(comparison(['source', 'three']));
    await store.remove(latest?.id ?? '');
    expect(await pictureCount()).toBe(4);
    await last.write(comparison(['source', 'one']));
    expect(await pictureCount()).toBe(3);
    await store.removeAll();
    expect(await pictureCount()).toBe(2);
    expect((await last.read())?.candidates).toHaveLength(1);
  });
});

describe('room', () => {
  it(`is for ${MAX_SESSIONS} comparisons: the oldest go first`, async () => {
    const store = await openSessionStore();
    for (let i = 0; i < MAX_SESSIONS + 2; i += 1) await store.add(comparison([`s${i}`, 'one'], `number ${i}`), i);
    const { sessions } = await store.list();
    expect(sessions).toHaveLength(MAX_SESSIONS);
    expect(sessions.at(-1)?.finishedAt).toBe(2);
    expect(await pictureCount()).toBe(MAX_SESSIONS + 1);
  });

  it('is for so many bytes: the oldest go first, and one that is larger alone is not taken', async () => {
    const store = await openSessionStore();
    const half = MAX_SESSION_BYTES / 2;
    await store.add(ofLength(comparison(['a', 'one'], 'a'), half), 1);
    await store.add(ofLength(comparison(['a', 'one'], 'shares its pictures'), half), 2);
    expect((await store.list()).sessions).toHaveLength(2);
    await store.add(ofLength(comparison(['b', 'two'], 'b'), half), 3);
    expect((await store.list()).sessions.map(({ finishedAt }) => finishedAt)).toEqual([3]);
    const large = ofLength(comparison(['c', 'one']), MAX_SESSION_BYTES + 1);
    await expect(store.add(large, 4)).rejects.toThrow(SessionTooLargeError);
    expect((await store.list()).sessions).toHaveLength(1);
  });
});

/** The first `count` pictures are too much for the browser. */
function refusePictures(count: number): void {
  const put = IDBObjectStore.prototype.put;
  let refused = 0;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function refuse(this: IDBObjectStore, ...args) {
    if (this.name !== 'pictures' || refused >= count) return put.apply(this, args);
    refused++;
    throw new DOMException('No room.', 'QuotaExceededError');
  });
}

describe('a browser without room', () => {
  afterEach(() => vi.restoreAllMocks());

  it('lets as many of the oldest go as a new one needs', async () => {
    const store = await openSessionStore();
    for (const [k, name] of ['a', 'b', 'c'].entries()) await store.add(comparison([`source ${name}`, name], name), k);
    refusePictures(1);
    await store.add(comparison(['source d', 'd'], 'd'), 3);
    expect((await store.list()).sessions.map(({ work }) => work.instruction)).toEqual(['d', 'c', 'b']);
    store.close();
  });

  it('keeps a new one that is larger than all of the others together', async () => {
    const store = await openSessionStore();
    await store.add(comparison(['s', 'a'], 'a'), 0);
    refusePictures(1);
    await store.add(comparison(['a longer source', 'a longer edit'], 'b'), 1);
    expect((await store.list()).sessions.map(({ work }) => work.instruction)).toEqual(['b']);
    expect(await pictureCount()).toBe(2);
    store.close();
  });

  it('keeps what it has where that is not enough, and says so', async () => {
    const store = await openSessionStore();
    for (const [k, name] of ['a', 'b'].entries()) await store.add(comparison([`source ${name}`, name], name), k);
    refusePictures(Infinity);
    await expect(store.add(comparison(['source c', 'c'], 'c'), 2)).rejects.toThrow(
      'could not be kept in the history (No room.). It stays on the page. To make room, delete old comparisons or models',
    );
    vi.restoreAllMocks();
    expect((await store.list()).sessions.map(({ work }) => work.instruction)).toEqual(['b', 'a']);
    store.close();
  });
});

describe('what is kept', () => {
  it.each([
    [
      'a score that is no number',
      (work: StageWork) => ({ ...work, candidates: [{ ...work.candidates[0], outcome: scored(NaN) }] }),
    ],
    ['no model', (work: StageWork) => ({ ...work, scoredFor: { ...work.scoredFor, status: {} } })],
    ['no candidates', () => ({ candidates: 'none' })],
    ['nothing', () => undefined],
  ])('is passed over if it has %s, counted, and can be deleted', async (_, damage) => {
    const store = await openSessionStore();
    await store.add(comparison(['source', 'one']), 1);
    const db = await raw();
    const [kept] = await db.getAll('sessions');
    await db.put('sessions', { ...kept, id: 'damaged', work: damage(kept.work) });
    db.close();
    const { sessions, unreadable } = await store.list();
    expect([sessions.length, unreadable]).toEqual([1, 1]);
    expect(await store.read('damaged')).toBeUndefined();
    await store.add(comparison(['source', 'two'], 'another'), 2);
    await store.remove(kept.id);
    await store.removeAll();
    expect(await store.list()).toEqual({ sessions: [], unreadable: 0 });
    expect(await pictureCount()).toBe(0);
  });

  it('of the last comparison is passed over too, and its pictures go with the next', async () => {
    const last = await openStageStore();
    await last.write(comparison(['source', 'one']));
    const db = await raw();
    const kept = await db.get('work', 'last');
    await db.put('work', { ...kept, orientation: 'sideways' }, 'last');
    db.close();
    expect(await last.read()).toBeUndefined();
    await last.write(comparison(['other', 'two', 'three']));
    expect(await pictureCount()).toBe(3);
  });
});
