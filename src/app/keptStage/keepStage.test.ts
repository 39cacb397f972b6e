import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MODEL_STATUS } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { allPictures } from '../score/pictures.ts';
import { createStageRoom, type StageRoom } from '../score/stageRoom.ts';
import { afterRun, EXAMPLE, newPicture, readyState, runStarted, scored } from '../score/stageSamples.ts';
import type { StageState } from '../score/stageState.ts';
import { createStore } from '../ui/store.ts';
import { isWorkKept } from './keptMark.ts';
import { keepStage } from './keepStage.ts';
import { LAST } from './stageDatabase.ts';
import { openStageStore } from './stageStore.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

const memory = new Map<string, string>();

beforeEach(async () => {
  // Else a test may take what the one before has kept for its own.
  const last = await openStageStore();
  await last.write(undefined);
  last.close();
  memory.clear();
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', () => undefined);
  stubLocalStorage(memory);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function stage(initial?: StageState): StageRoom {
  const model = createStore(reduceModel, noModel);
  return createStageRoom(model, { score: () => Promise.reject(new Error('not expected')) }, initial);
}

/** What a visit that begins now finds. */
async function nextVisit(): Promise<StageState> {
  const room = stage();
  await keepStage(room, true);
  return room.store.getState();
}

const writeNow = () => document.dispatchEvent(new Event('visibilitychange'));
const kept = async () => (await openStageStore()).read();
const done = afterRun(readyState(2), [scored(1), scored(2)]);

it('brings pictures, instruction and scores back in the next visit, for the same model to hold', async () => {
  const room = stage();
  await keepStage({ store: stage(done).store }, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(2);
  await expect.poll(isWorkKept).toBe(true);
  const found = await nextVisit();
  expect(allPictures(found).map(({ name }) => name)).toEqual(['source.png', 'a.png', 'b.png']);
  expect(found.instruction).toBe('add a hat');
  expect(found.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), scored(2)]);
  expect(found.scoredFor?.status.model.manifestSha256).toBe(MODEL_STATUS.model.manifestSha256);
  expect(found.scoredFor?.sourceId).toBe(found.source?.id);
  expect(found.nextId).toBeGreaterThan(Math.max(...allPictures(found).map(({ id }) => id)));
  expect(room.store.getState().candidates).toEqual([]);
});

it('keeps the scores of a run as soon as it ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { store } = stage(readyState(2));
  await keepStage({ store }, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(2);
  store.dispatch(runStarted(readyState(2)));
  const [first, second] = store.getState().candidates.map(({ picture }) => picture.id);
  store.dispatch({ type: 'candidateDone', id: first ?? NaN, outcome: scored(1) });
  store.dispatch({ type: 'candidateDone', id: second ?? NaN, outcome: scored(2) });
  store.dispatch({ type: 'runEnded', error: undefined });
  await expect
    .poll(async () => (await kept())?.candidates.map(({ outcome }) => outcome))
    .toEqual([scored(1), scored(2)]);
});

it('brings back that a picture has transparent parts', async () => {
  const { store } = stage();
  const pictures = [{ ...newPicture('s.png'), transparent: true }, newPicture('a.png')];
  store.dispatch({ type: 'picturesAdded', pictures, problems: [], place: 'candidates' });
  await keepStage({ store }, false);
  await expect.poll(async () => (await kept())?.candidates[0]?.picture.name).toBe('s.png');
  expect(allPictures(await nextVisit()).map(({ transparent }) => transparent)).toEqual([true, undefined]);
});

it('goes on when the site’s data are deleted meanwhile', async () => {
  const { store } = stage(done);
  await keepStage({ store }, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(2);
  await deleteDB('editreward-stage');
  store.dispatch({ type: 'instructionChanged', instruction: 'written since' });
  await expect.poll(async () => (await kept())?.instruction).toBe('written since');
  expect((await kept())?.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), scored(2)]);
});

it('tries again what could not be written, when the page is left', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  const { store } = stage(done);
  await keepStage({ store }, false);
  await expect.poll(() => put.mock.calls.length).toBeGreaterThan(0);
  put.mockRestore();
  await expect
    .poll(async () => {
      writeNow();
      return (await kept())?.candidates.length;
    })
    .toBe(2);
});

it('forgets pictures that are gone', async () => {
  const { store } = stage();
  const pictures = ['s.png', 'a.png', 'b.png'].map((name) => newPicture(name));
  store.dispatch({ type: 'picturesAdded', pictures, problems: [], place: 'candidates' });
  await keepStage({ store }, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(3);
  const names = async () => (await kept())?.candidates.map(({ picture }) => picture.name);
  store.dispatch({ type: 'pictureRemoved', id: store.getState().candidates[1]?.picture.id ?? NaN });
  await expect.poll(names).toEqual(['s.png', 'b.png']);
  store.dispatch({ type: 'cleared' });
  await expect.poll(kept).toBeUndefined();
  expect(isWorkKept()).toBe(false);
});

it('keeps own work that an example took the place of, and never the example', async () => {
  const room = stage(done);
  await keepStage(room, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(2);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const pictures = [{ ...newPicture('x.png'), fromExample: true }];
  room.store.dispatch({ type: 'exampleOpened', example: EXAMPLE, pictures });
  writeNow();
  expect((await nextVisit()).source?.name).toBe('source.png');
  // Writes take their turns: this one comes after all that the example may have brought.
  room.store.dispatch({ type: 'workRestored' });
  room.store.dispatch({ type: 'instructionChanged', instruction: 'written since' });
  writeNow();
  await expect.poll(async () => (await kept())?.instruction).toBe('written since');
  const works = put.mock.calls.filter(([, key]) => key === LAST);
  expect(works).toEqual([[expect.objectContaining({ instruction: 'written since' }), LAST]]);
});

it('sets aside what it finds if something is on the page already', async () => {
  await keepStage({ store: stage(done).store }, false);
  await expect.poll(async () => (await kept())?.candidates.length).toBe(2);
  const room = stage();
  room.store.dispatch({ type: 'instructionChanged', instruction: 'typed at once' });
  await keepStage(room, true);
  expect(room.store.getState()).toMatchObject({ instruction: 'typed at once', candidates: [] });
  expect(room.store.getState().setAside?.candidates).toHaveLength(2);
});

it('does without where the browser keeps nothing', async () => {
  vi.stubGlobal('indexedDB', { open: () => expect.fail('SecurityError') });
  const room = stage();
  await keepStage(room, true);
  expect(room.store.getState().candidates).toEqual([]);
});
