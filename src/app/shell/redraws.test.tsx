// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act, type ElementType } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelStoreClient } from '../../client/modelStoreClient.ts';
import { batchOf } from '../batch/batch.ts';
import { datasetWithoutImages } from '../batch/openDataset.ts';
import { Outcomes } from '../../batch/outcomes.ts';
import { createBenchmarkRoom } from '../benchmark/benchmarkRoom.ts';
import { createLibraryRoom } from '../keptModels/libraryRoom.ts';
import { STORAGE, storedModel } from '../keptModels/librarySamples.ts';
import { createModelRoom } from '../model/modelRoom.ts';
import { LOADING, MODEL_STATUS, READY } from '../model/modelSamples.ts';
import { createStageRoom } from '../score/stageRoom.ts';
import { added, runStarted, score } from '../score/stageSamples.ts';
import type { MaterialChoice } from '../tastes/tastesHost.ts';
import { createStore } from '../ui/store.ts';
import { type Route, ROUTES } from '../ui/useRoute.ts';
import { App } from './App.tsx';
import { watchBusy } from './busy.ts';
import type { Shell } from './rooms.ts';
import { RoomsProvider } from './RoomsProvider.tsx';

/** How often each component was drawn, by its name. */
const drawn = vi.hoisted(() => new Map<string, number>());

/** In the place of each component of the page: one that counts how often it is drawn. */
const counting = vi.hoisted(() => {
  const known = new Map<unknown, unknown>();
  const countingOf = (type: unknown): unknown => {
    const isMemo = typeof type === 'object' && type !== null && 'compare' in type && 'type' in type;
    if (isMemo) return { ...type, type: countingOnce(type.type) };
    if (typeof type !== 'function' || type.prototype?.isReactComponent) return type;
    return (props: unknown) => {
      drawn.set(type.name, (drawn.get(type.name) ?? 0) + 1);
      return type(props);
    };
  };
  /** One for each: React keeps the state of a component as long as it is the same. */
  function countingOnce(type: unknown): unknown {
    if (!known.has(type)) known.set(type, countingOf(type));
    return known.get(type);
  }
  return countingOnce;
});

vi.mock('react/jsx-dev-runtime', async (importOriginal) => {
  const runtime = await importOriginal<typeof import('react/jsx-dev-runtime')>();
  const jsxDEV: typeof runtime.jsxDEV = (type, ...rest) => runtime.jsxDEV(counting(type) as ElementType, ...rest);
  return { ...runtime, jsxDEV };
});

// It reads what is kept in its own time, and would count as drawn by whatever is looked at then: how often it is drawn is not seen here.
vi.mock('../tastes/TastesPanel.tsx', () => ({ TastesPanel: () => null }));

const unused = () => Promise.reject(new Error('not expected'));

/** The page's rooms with workers that do nothing: what they would tell, the test tells. */
function createShell(): Shell {
  const model = createModelRoom({ load: unused, setTaste: unused });
  const stage = createStageRoom(model.store, { score: unused });
  const store = {
    listen: () => undefined,
    list: async () => ({ models: [storedModel('a', 10), storedModel('b', 10)], conversions: [] }),
    storage: async () => STORAGE,
  };
  const library = createLibraryRoom(store as unknown as ModelStoreClient, {
    measureDevice: unused,
    measureSpeed: unused,
    recallSpeeds: async () => [],
  });
  const batchRunning = createStore((_: boolean, isRunning: boolean) => isRunning, false);
  const batchHost = {
    model: model.store,
    scorer: { score: unused },
    tellRunning: batchRunning.dispatch,
    loadModel: unused,
    tellOpened: () => undefined,
    learnFrom: () => undefined,
  };
  const busy = watchBusy(stage.view, library.store, [batchRunning]);
  const explainer = { scoreVariants: unused };
  const teacher = { score: unused, trainTaste: unused, timeToTrain: unused };
  const choice = createStore((_: MaterialChoice, chosen: MaterialChoice) => chosen, 'votes');
  const tastesHost = { teacher, model: model.store, choice, tellLearning: () => undefined };
  const benchmark = createBenchmarkRoom();
  return { model, stage, library, explainer, tastesHost, benchmark, batchHost, busy, site: undefined };
}

let root: Root;
let shell: Shell;

/** Shows the page at `route`, once all of it is there. */
async function open(route: Route): Promise<void> {
  location.hash = ROUTES[route];
  const page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  const tree = (
    <RoomsProvider shell={shell}>
      <App />
    </RoomsProvider>
  );
  await act(async () => root.render(tree));
  expect(document.querySelector('main')).not.toBeNull();
}

/** What is drawn because of `change`. */
async function drawnBy(change: () => void): Promise<Record<string, number>> {
  drawn.clear();
  await act(async () => change());
  return Object.fromEntries(drawn);
}

/** Pages that are loaded when they are opened; here they are at hand. */
beforeAll(() =>
  Promise.all([
    import('../models/ModelsPage.tsx'),
    import('../batch/BatchPage.tsx'),
    import('../tastes/TastesPanel.tsx'),
  ]),
);
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // What a clock draws each second would count as well.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  // This site offers no models.
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  shell = createShell();
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('on the Score page', () => {
  it('a step of a scoring draws its progress and the line of its candidate', async () => {
    const { stage, model } = shell;
    model.store.dispatch(READY);
    stage.store.dispatch(added('source.png', 'a.png', 'b.png'));
    stage.store.dispatch({ type: 'instructionChanged', instruction: 'add a hat' });
    await open('score');
    await act(async () => stage.store.dispatch(runStarted(stage.view.getState())));
    const step = { type: 'stage', stage: 'vision', candidate: 0, done: 1, total: 9 } as const;
    expect(await drawnBy(() => stage.store.dispatch({ type: 'runStepped', step }))).toEqual({
      RunProgress: 1,
      RunRow: 1,
      ProgressRow: 1,
      WaitingLine: 1,
    });
    const later = { ...step, done: 2 };
    expect(await drawnBy(() => stage.store.dispatch({ type: 'runStepped', step: later }))).toEqual({
      RunProgress: 1,
      RunRow: 1,
      ProgressRow: 1,
    });
  });

  it('a step of a load draws its progress', async () => {
    const { store } = shell.model;
    await open('score');
    await act(async () => store.dispatch(LOADING));
    const progress = { stage: 'reading', loadedBytes: 1, totalBytes: 9 } as const;
    expect(await drawnBy(() => store.dispatch({ type: 'modelProgress', progress }))).toEqual({
      LoadingModel: 1,
      ProgressRow: 1,
    });
  });
});

describe('on the Models page', () => {
  it('a step of a download draws the progress in its row', async () => {
    const { store } = shell.library;
    await open('models');
    const progress = {
      stage: 'downloading',
      doneBytes: 20,
      totalBytes: 100,
      bytesPerSecond: 1,
      elsewhere: false,
    } as const;
    const transfer = { key: 1, stage: 'downloading', label: 'model-a', progress: undefined, error: undefined } as const;
    await act(async () => store.dispatch({ type: 'transferStarted', transfer: { ...transfer, subjectId: 'a' } }));
    expect(await drawnBy(() => store.dispatch({ type: 'transferProgressed', key: 1, progress }))).toEqual({
      SubjectWork: 1,
      WorkProgress: 1,
      ProgressRow: 1,
    });
  });
});

function editNamed(name: string) {
  return { image: { kind: 'file', name } as const, model: 'm', humanScore: undefined };
}

describe('on the Batch page', () => {
  const items = [1, 2].map((line) => ({
    line,
    instruction: `p${line}`,
    source: { kind: 'file', name: 's.png' } as const,
    candidates: [editNamed(`${line}a.png`), editNamed(`${line}b.png`)],
    ranks: [1, 2],
  }));

  /** A batch of four edits that is being scored. */
  async function openRunning() {
    const { store } = batchOf(shell.batchHost);
    await open('batch');
    const dataset = datasetWithoutImages('pairs.json', 'd', items);
    const batch = {
      dataset,
      files: undefined,
      reopening: undefined,
      manifestPath: 'pairs.json',
      otherManifests: [],
      model: MODEL_STATUS.model,
      outcomes: new Outcomes(),
      version: 0,
      check: undefined,
      run: { kind: 'none' },
    } as const;
    await act(async () => store.dispatch({ type: 'opened', open: batch }));
    await act(async () => store.dispatch({ type: 'runStarted', startedAt: 0, total: 4 }));
    return { store, batch };
  }

  it('a step of a scoring draws its progress', async () => {
    const { store, batch } = await openRunning();
    const [request] = batch.dataset.requests;
    if (!request) throw new Error('There is nothing to score.');
    batch.outcomes.add([{ line: 2, candidate: 0, outcome: { error: { name: 'E', message: 'It is damaged.' } } }]);
    await act(async () => store.dispatch({ type: 'outcomesKept', count: 1 }));
    const step = { request, progress: undefined, reload: undefined };
    expect(await drawnBy(() => store.dispatch({ type: 'runStepped', step }))).toEqual({
      Scoring: 1,
      RunRow: 1,
      ProgressRow: 1,
    });
  });

  it('an outcome draws its row, the progress, and what can be made of it', async () => {
    // As nothing is laid out here, no row would be in sight.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
    const { store, batch } = await openRunning();
    expect(document.querySelectorAll('.table-body [role=row]')).toHaveLength(4);
    const keep = (candidate: number) => {
      batch.outcomes.add([{ line: 1, candidate, outcome: { score: score(1) } }]);
      store.dispatch({ type: 'outcomesKept', count: 1 });
    };
    await drawnBy(() => keep(0));
    expect(await drawnBy(() => keep(1))).toEqual({
      Scoring: 1,
      RunRow: 1,
      ProgressRow: 1,
      EditCells: 1,
      TableRow: 1,
      Thumbnail: 2,
      ScoreCells: 1,
      HeadCell: 2,
    });
  });
});
