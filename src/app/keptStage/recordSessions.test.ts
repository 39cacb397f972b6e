import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStageRoom, type StageRoom } from '../score/stageRoom.ts';
import { added, afterRun, EXAMPLE, FAILED, newPicture, readyState, scored } from '../score/stageSamples.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import { currentContext, idsToScore } from '../score/staleness.ts';
import { createStore } from '../ui/store.ts';
import { chooseHistory } from './historyChoice.ts';
import { recordSessions } from './recordSessions.ts';
import { openSessionStore } from './sessionStore.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

let room: StageRoom;

/** A visit that begins: what its stage has on it. */
function startRoom() {
  const model = createStore(reduceModel, noModel);
  model.dispatch(READY);
  room = createStageRoom(model, { score: () => Promise.reject(new Error('not expected')) });
  return room.store.getState();
}

beforeEach(async () => {
  startRoom();
  recordSessions(room.store);
  const store = await openSessionStore();
  await store.removeAll();
  store.close();
});
afterEach(() => vi.unstubAllGlobals());

/** A run that gives these outcomes; `meanwhile` happens before the last one. */
function run(outcomes: readonly CandidateOutcome[], meanwhile?: () => void): void {
  const { dispatch } = room.store;
  const context = currentContext(room.view.getState()) ?? expect.fail('It is not ready.');
  const candidateIds = idsToScore(room.view.getState());
  dispatch({ type: 'runStarted', context, candidateIds, startedAt: 0 });
  for (const [index, outcome] of outcomes.entries()) {
    if (index === outcomes.length - 1) meanwhile?.();
    dispatch({ type: 'candidateDone', id: candidateIds[index] ?? NaN, outcome });
  }
  dispatch({ type: 'runEnded', error: undefined });
}

function showPictures(): void {
  room.store.dispatch(added('source.png', 'a.png', 'b.png'));
  room.store.dispatch({ type: 'instructionChanged', instruction: 'add a hat' });
}

async function sessions() {
  const store = await openSessionStore();
  const { sessions: kept } = await store.list();
  store.close();
  return kept.map(({ work }) => work);
}

const instructions = async () => (await sessions()).map(({ instruction }) => instruction);

it('keeps a comparison once it is scored whole, as it was asked for', async () => {
  showPictures();
  run([scored(1), FAILED], () => room.store.dispatch({ type: 'instructionChanged', instruction: 'typed since' }));
  await expect.poll(sessions).toHaveLength(1);
  const [work] = await sessions();
  expect(work?.instruction).toBe('add a hat');
  expect(work?.scoredFor?.status).toEqual(MODEL_STATUS);
  expect(work?.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), FAILED]);
});

it('keeps what was scored before it began', async () => {
  startRoom();
  showPictures();
  run([scored(1), scored(2)]);
  recordSessions(room.store);
  await expect.poll(sessions).toHaveLength(1);
  expect((await sessions())[0]?.candidates.map(({ outcome }) => outcome)).toEqual([scored(1), scored(2)]);
});

it('keeps none that an earlier visit has scored', async () => {
  const early = startRoom();
  room.store.dispatch({ type: 'workFound', work: afterRun(readyState(2), [scored(1), scored(2)]) });
  recordSessions(room.store, early);
  room.store.dispatch({ type: 'instructionChanged', instruction: 'of this visit' });
  run([scored(1), scored(2)]);
  await expect.poll(instructions).toEqual(['of this visit']);
});

it('keeps none that was cancelled, failed, or is the example', async () => {
  showPictures();
  run([scored(1)]);
  room.store.dispatch({ type: 'cleared' });
  const pictures = ['s.png', 'a.png', 'b.png'].map((name) => ({ ...newPicture(name), fromExample: true }));
  room.store.dispatch({ type: 'exampleOpened', example: EXAMPLE, pictures });
  run([scored(1), scored(2)]);
  room.store.dispatch({ type: 'cleared' });
  showPictures();
  run([FAILED, FAILED]);
  run([]);
  room.store.dispatch({ type: 'instructionChanged', instruction: 'the last one' });
  run([scored(1), scored(2)]);
  await expect.poll(instructions).toEqual(['the last one']);
});

it('keeps none whose source was exchanged meanwhile', async () => {
  showPictures();
  const pictures = [newPicture('other.png')];
  run([scored(1), scored(2)], () =>
    room.store.dispatch({ type: 'picturesAdded', pictures, problems: [], place: 'source' }),
  );
  // Another comparison, or it would take the place of what was kept before.
  room.store.dispatch({ type: 'instructionChanged', instruction: 'of the other' });
  run([scored(3), scored(4)]);
  await expect.poll(instructions).toEqual(['of the other']);
});

it('keeps none while the user wants no history', async () => {
  const memory = new Map<string, string>();
  stubLocalStorage(memory);
  chooseHistory(false);
  showPictures();
  run([scored(1), scored(2)]);
  chooseHistory(true);
  room.store.dispatch({ type: 'instructionChanged', instruction: 'another' });
  run([scored(1), scored(2)]);
  await expect.poll(instructions).toEqual(['another']);
});

it('says once what cannot be kept, and scoring goes on', async () => {
  const full = new DOMException('The disk is full.', 'QuotaExceededError');
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full;
  });
  showPictures();
  run([scored(1), scored(2)]);
  const told = () => room.store.getState().problems.map(({ message }) => message);
  const words = 'This comparison could not be kept in the history (The disk is full.). It stays on the page.';
  await expect.poll(told).toEqual([expect.stringContaining(words)]);
  room.store.dispatch({ type: 'problemsDismissed' });
  room.store.dispatch({ type: 'instructionChanged', instruction: 'another' });
  const tried = put.mock.calls.length;
  run([scored(3), scored(4)]);
  // Each is tried twice: once more with as many of the oldest gone as it takes.
  await expect.poll(() => put.mock.calls.length).toBe(tried + 2);
  vi.restoreAllMocks();
  // It is read in its turn, after what was tried.
  expect(await sessions()).toEqual([]);
  expect(told()).toEqual([]);
});
