import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TasteBytes } from '../../client/scorerClient.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { deferred } from '../../testing/deferred.ts';
import type { ReadTaste } from './bringTaste.ts';
import { lastTasteOf, rememberTaste } from './lastTaste.ts';
import type { ModelClient } from './modelActions.ts';
import { createModelRoom } from './modelRoom.ts';
import { LOCATION, MODEL_STATUS } from './modelSamples.ts';
import { loadedModel } from './modelState.ts';
import { stubLocalStorage } from '../../testing/stubLocalStorage.ts';

const X = { label: 'x', location: LOCATION };
const TASTE = { name: 'mine', sha256: 'b'.repeat(64) };
const FILE: TasteBytes = { file: 'mine.taste', bytes: new Uint8Array([1]) };
const WITH_TASTE: ModelStatus = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, taste: TASTE } };
const { id, manifestSha256 } = MODEL_STATUS.model;

const memory = new Map<string, string>();
let asked: unknown[];

beforeEach(() => {
  asked = [];
  memory.clear();
  stubLocalStorage(memory);
});
afterEach(() => vi.unstubAllGlobals());

/** A page as it is after a reload. `taste` is what it keeps. */
function page(taste: TasteBytes | undefined, more: Partial<ModelClient> = {}) {
  const client: ModelClient = {
    load: async () => MODEL_STATUS,
    async setTaste(wanted) {
      asked.push(wanted);
      return wanted ? WITH_TASTE : MODEL_STATUS;
    },
    ...more,
  };
  const readTaste: ReadTaste = async (wanted) => {
    asked.push(wanted);
    return taste;
  };
  return createModelRoom(client, {}, readTaste);
}

const warningsOf = ({ store }: ReturnType<typeof page>) => {
  const { model } = store.getState();
  return model.kind === 'ready' ? model.status.warnings : [];
};

it('brings back the taste that was in use, whenever its model is loaded, until that has its own heads again', async () => {
  const first = page(FILE);
  await first.actions.load(X);
  expect(asked).toEqual([]);
  await first.actions.setTaste(FILE);

  const second = page(FILE);
  await second.actions.load(X);
  expect(asked).toEqual([FILE, TASTE, FILE]);
  expect(loadedModel(second.store.getState())?.taste).toEqual(TASTE);
  await second.actions.load(X, { maxPixels: 262_144 });
  expect(loadedModel(second.store.getState())?.taste).toEqual(TASTE);
  await second.actions.setTaste(undefined);

  const third = page(FILE);
  await third.actions.load(X);
  expect(loadedModel(third.store.getState())?.taste).toBeUndefined();
});

it('is never ready with its own heads before the taste is on', async () => {
  rememberTaste(manifestSha256, TASTE);
  const put = deferred<ModelStatus>();
  const { store, actions } = page(FILE, { setTaste: () => put.promise });
  const seen: (string | undefined)[] = [];
  store.subscribe(() => {
    const { model } = store.getState();
    seen.push(model.kind === 'ready' ? model.status.model.taste?.name : model.kind);
  });
  const loading = actions.load(X);
  put.resolve(WITH_TASTE);
  await loading;
  expect(seen).toEqual(['loading', 'mine']);
});

it('leaves it off where the package itself is wanted, and keeps it for the next time', async () => {
  rememberTaste(manifestSha256, TASTE);
  const { store, actions } = page(FILE);
  await actions.load(X, { withOwnHeads: true });
  expect(loadedModel(store.getState())?.taste).toBeUndefined();
  expect(asked).toEqual([]);
  await actions.load(X);
  expect(loadedModel(store.getState())?.taste).toEqual(TASTE);
});

it('says once that a taste is not kept any more', async () => {
  rememberTaste(manifestSha256, TASTE);
  const room = page(undefined);
  await room.actions.load(X);
  expect(loadedModel(room.store.getState())?.taste).toBeUndefined();
  expect(warningsOf(room)).toEqual([
    `The taste “mine” is not kept in this browser any more. So ${id} scores with its own heads.`,
  ]);
  await room.actions.load(X);
  expect(warningsOf(room)).toEqual([]);
});

it('says why a taste was refused, and tries it again the next time', async () => {
  rememberTaste(manifestSha256, TASTE);
  const refusal = new EditRewardError('mine.taste is damaged or cut off.');
  const room = page(FILE, { setTaste: () => Promise.reject(refusal) });
  await room.actions.load(X);
  expect(loadedModel(room.store.getState())?.taste).toBeUndefined();
  expect(warningsOf(room)).toEqual([
    `The taste “mine” is not in use: mine.taste is damaged or cut off. So ${id} scores with its own heads.`,
  ]);
  expect(lastTasteOf(manifestSha256)).toEqual(TASTE);
});

it('remembers nothing of a taste that was refused', async () => {
  const room = page(FILE, { setTaste: () => Promise.reject(new EditRewardError('It is for another model.')) });
  await room.actions.load(X);
  await expect(room.actions.setTaste(FILE)).rejects.toThrow('It is for another model.');
  expect(memory.size).toBe(0);
});

it('brings nothing to a model that is not wanted any more', async () => {
  rememberTaste(manifestSha256, TASTE);
  const put = deferred<ModelStatus>();
  const { store, actions } = page(FILE, { setTaste: () => put.promise });
  const loading = actions.load(X);
  await expect.poll(() => asked).toEqual([TASTE]);
  actions.cancelLoad();
  put.resolve(WITH_TASTE);
  await loading;
  expect(store.getState().model.kind).toBe('none');
});
