// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import type { TasteBytes, TasteLesson } from '../../client/scorerClient.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { IdentifiedOutcome } from '../../core/score/outcome.ts';
import type { Vote } from '../../core/votes/vote.ts';
import { deferred } from '../../testing/deferred.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { createLibraryRoom, type LibraryRoom } from '../keptModels/libraryRoom.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import { LibraryContext } from '../keptModels/useLibrary.ts';
import { createModelRoom, type ModelRoom } from '../model/modelRoom.ts';
import { LOCATION, MODEL_STATUS } from '../model/modelSamples.ts';
import { ModelContext } from '../model/useModel.ts';
import { createStore } from '../ui/store.ts';
import { openVoteStore } from '../votes/voteStore.ts';
import { HELD_OUT, sampleTaste, TRAINING } from './tasteSamples.ts';
import { openTasteStore } from './tasteStore.ts';
import { TastesPanel } from './TastesPanel.tsx';
import { type MaterialChoice, type TastesHost, TastesHostContext, type Teacher } from './tastesHost.ts';

const PARENT = 'a'.repeat(64);
const STATUS = { ...MODEL_STATUS, model: { ...MODEL_STATUS.model, manifestSha256: PARENT } };

let root: Root;
let host: TastesHost;
let library: LibraryRoom;
let told: boolean[];
let lessons: TasteLesson[];
let model: ModelRoom;
let put: (TasteBytes | undefined)[];
let refusal: EditRewardError | undefined;
let heldOut: typeof HELD_OUT;
let held: Promise<void>;

/** A model that sees nothing in particular, and learns what `heldOut` says. */
const teacher: Teacher = {
  async score({ candidates }, { onProgress } = {}) {
    const score = editScore({ mu: 0, logSigma: 0 }, { mu: 0, logSigma: 0 });
    const outcomes = candidates.map((): IdentifiedOutcome => ({
      status: 'scored',
      score,
      states: [new Float32Array([1])],
    }));
    for (const [candidate, outcome] of outcomes.entries()) onProgress?.({ type: 'outcome', candidate, outcome });
    return { outcomes };
  },
  timeToTrain: async () => 0,
  async trainTaste(lesson) {
    lessons.push(lesson);
    await held;
    const curve = [12, 48].map((votes) => ({ votes, agreement: 0.75 }));
    return { bytes: await sampleTaste(lesson.name, PARENT), training: { ...TRAINING, heldOut }, curve };
  },
};

function createModel(): ModelRoom {
  return createModelRoom({
    load: async () => STATUS,
    async setTaste(taste) {
      if (refusal) throw refusal;
      put.push(taste);
      if (!taste) return STATUS;
      const [kept] = await inTastes((store) => store.list());
      return { ...STATUS, model: { ...STATUS.model, taste: { name: taste.file, sha256: kept?.sha256 ?? '' } } };
    },
  });
}

async function inTastes<T>(work: (store: Awaited<ReturnType<typeof openTasteStore>>) => Promise<T>): Promise<T> {
  const store = await openTasteStore();
  return work(store).finally(() => store.close());
}

function picture(sha256: string) {
  return { name: `${sha256}.png`, sha256 };
}

function picturesOf({ source, candidates }: Pick<Vote, 'source' | 'candidates'>) {
  return source ? [source, ...candidates] : candidates;
}

async function keepVotes(count: number, more: Partial<Vote> = {}): Promise<void> {
  const votes = Array.from({ length: count }, (_, k) => ({
    id: String(k),
    votedAt: k,
    instruction: 'x',
    source: picture(`source ${k}`),
    candidates: [picture(`a${k}`), picture(`b${k}`)],
    ranks: [1, 2],
    isBlind: true,
    ...more,
  }));
  const store = await openVoteStore();
  await store.keep(votes, new Map(votes.flatMap(picturesOf).map(({ sha256 }) => [sha256, new Blob([sha256])])));
  store.close();
}

function page() {
  return (
    <ModelContext value={model}>
      <LibraryContext value={library}>
        <TastesHostContext value={host}>
          <TastesPanel />
        </TastesHostContext>
      </LibraryContext>
    </ModelContext>
  );
}

const file = (name: string) => ({ kind: 'file', name }) as const;

function datasetItem(k: number): DatasetItem {
  const candidates = ['a', 'b'].map((name) => ({
    image: file(`${name}${k}`),
    model: undefined,
    humanScore: undefined,
  }));
  return { line: k, instruction: 'x', source: file(`source ${k}`), candidates, ranks: [1, 2] };
}

async function readNamed({ name }: { readonly name: string }): Promise<Blob> {
  return new Blob([name]);
}

async function show(): Promise<void> {
  await act(async () => root.render(page()));
  await settled(() => text().includes('on this device'));
}

const unused = () => Promise.reject(new Error('not expected'));

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  put = [];
  refusal = undefined;
  heldOut = HELD_OUT;
  held = Promise.resolve();
  model = createModel();
  told = [];
  lessons = [];
  host = {
    teacher,
    model: model.store,
    choice: createStore((_: MaterialChoice, chosen: MaterialChoice) => chosen, 'votes'),
    tellLearning: (isLearning) => told.push(isLearning),
  };
  const workers = { measureDevice: unused, measureSpeed: unused, recallSpeeds: async () => [] };
  library = createLibraryRoom({ listen: () => undefined } as unknown as ModelStoreClient, workers);
  localStorage.clear();
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await model.actions.load({ label: 'x', location: LOCATION });
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  const votes = await openVoteStore();
  await votes.deleteAll();
  votes.close();
  await inTastes(async (store) => {
    for (const { sha256 } of await store.list()) await store.remove(sha256);
  });
});

const text = () => document.body.textContent;
/** Inside of an act React draws nothing before its end, and some of this takes several steps. */
async function settled(condition: () => boolean): Promise<void> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
  await expect.poll(condition).toBe(true);
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
}

const buttonOf = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);

async function press(name: string): Promise<void> {
  const button = buttonOf(name);
  if (!button) throw new Error(`There is no button ${name}.`);
  await act(async () => button.click());
}

it('says how many votes are missing, and counts only those that were blind', async () => {
  await keepVotes(4);
  await show();
  expect(text()).toContain('There are 4 blind votes on 4 sources');
  expect(text()).toContain('Votes on 6 more are needed');
  expect(buttonOf('Train a taste')?.disabled).toBe(true);
});

it('counts no vote that was given after the page had shown scores', async () => {
  await keepVotes(12, { isBlind: false });
  await show();
  expect(text()).toContain('There are 0 blind votes on 0 sources');
});

it('trains, offers what is better, keeps it, uses it, and removes it after a question', async () => {
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => text().includes('It agrees with you better'));
  expect(text()).toContain('90.0% (79.9 to 95.3)');
  await press('Keep this taste');
  await settled(() => text().includes('for sample · 60 votes on 30 sources'));
  await press('Use');
  await settled(() => text().includes('in use'));
  expect(put.map((taste) => taste?.file)).toEqual(['My taste.taste']);
  await press('Remove');
  await press('Keep');
  await press('Remove');
  await press('Remove “My taste” for good');
  await settled(() => !text().includes('60 votes'));
  // The model has its own heads again.
  expect(put.at(-1)).toBeUndefined();
  expect(put).toHaveLength(2);
});

it('offers nothing that is not better', async () => {
  heldOut = { ...HELD_OUT, isBetter: false, isCertain: false };
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => text().includes('nothing to keep'));
  expect(buttonOf('Keep this taste')).toBeUndefined();
});

it('ends a training when another model comes into use, and says so', async () => {
  held = new Promise(() => undefined);
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => buttonOf('Cancel') !== undefined);
  await act(() => model.actions.load({ label: 'y', location: LOCATION }));
  await settled(() => text().includes('another model or taste came into use'));
});

it('says why a taste is refused, and leaves the model as it is', async () => {
  const bytes = await sampleTaste('mine', PARENT);
  await inTastes((store) => store.keep({ sha256: 'digest', bytes, keptAt: 0 }));
  refusal = new EditRewardError('mine.taste does not give the scores that it gave.');
  await show();
  await settled(() => buttonOf('Use') !== undefined);
  await press('Use');
  await settled(() => text().includes('mine.taste does not give the scores that it gave.'));
  expect(model.store.getState().model).toMatchObject({ kind: 'ready', status: STATUS });
});

it('says for which model a taste is that is not for this one', async () => {
  const bytes = await sampleTaste('mine', 'b'.repeat(64));
  await inTastes((store) => store.keep({ sha256: 'digest', bytes, keptAt: 0 }));
  await show();
  await settled(() => text().includes('It is for sample (bbbbbbbb), and sample (aaaaaaaa) is in use.'));
  expect(buttonOf('Use')).toBeUndefined();
});

it('goes on with a training while another page is in sight, and tells the page that it is at work', async () => {
  const training = deferred<void>();
  held = training.promise;
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => lessons.length === 1);
  expect(told.at(-1)).toBe(true);
  await act(async () => root.unmount());
  training.resolve();
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await show();
  await settled(() => text().includes('It agrees with you better'));
  // It would be lost by a reload.
  expect(told.at(-1)).toBe(true);
  await press('Keep this taste');
  await settled(() => text().includes('for sample · 60 votes on 30 sources'));
  expect(told.at(-1)).toBe(false);
});

it('has a result still that could not be kept', async () => {
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => buttonOf('Keep this taste') !== undefined);
  const full = new DOMException('There is no room.', 'QuotaExceededError');
  const putting = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full;
  });
  await press('Keep this taste');
  await settled(() => text().includes('There is no room.'));
  putting.mockRestore();
  await press('Keep this taste');
  await settled(() => text().includes('for sample · 60 votes on 30 sources'));
});

it('has a result still that waited while another training came to nothing', async () => {
  await keepVotes(12);
  await show();
  await press('Train a taste');
  await settled(() => buttonOf('Keep this taste') !== undefined);
  const training = deferred<void>();
  held = training.promise.then(() => Promise.reject(new EditRewardError('The worker ended.')));
  await press('Train a taste');
  await settled(() => lessons.length === 2);
  training.resolve();
  await settled(() => text().includes('The worker ended.'));
  expect(told.at(-1)).toBe(true);
  await press('Keep this taste');
  await settled(() => text().includes('for sample · 60 votes on 30 sources'));
});

it('learns from the dataset that is open, and comes to it by the button beside it', async () => {
  const items = Array.from({ length: 12 }, (_, k) => datasetItem(k));
  const voted = () => ({ name: 'votes.json', sha256: 'c'.repeat(64), items, readImage: readNamed });
  library.store.dispatch({ type: 'batchOpened', batch: { voted } as unknown as OpenedBatch });
  host.choice.dispatch('asked');
  await act(async () => root.render(page()));
  await settled(() => text().includes('There are 12 votes on 12 sources in votes.json.'));
  expect(document.activeElement?.tagName).toBe('SELECT');
  expect(host.choice.getState()).toBe('dataset');
  await press('Train a taste');
  await settled(() => buttonOf('Keep this taste') !== undefined);
  expect(lessons.at(-1)).toMatchObject({ kind: 'recalibration', dataset: { name: 'votes.json' } });
  expect(lessons.at(-1)?.votes).toHaveLength(12);
});

it('takes a taste off that another tab has removed', async () => {
  const bytes = await sampleTaste('mine', PARENT);
  await inTastes((store) => store.keep({ sha256: 'digest', bytes, keptAt: 0 }));
  await show();
  await settled(() => buttonOf('Use') !== undefined);
  await press('Use');
  await settled(() => text().includes('in use'));
  await inTastes((store) => store.remove('digest'));
  await act(async () => document.dispatchEvent(new Event('visibilitychange')));
  await settled(() => text().includes('“mine.taste” is in use, and is kept no more'));
  await press('Stop using');
  await settled(() => !text().includes('in use'));
  expect(put.at(-1)).toBeUndefined();
});
