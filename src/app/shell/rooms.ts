import { createContext } from 'react';
import { createModelStoreClient } from '../../client/modelStoreClient.ts';
import { createScorerClient } from '../../client/scorerClient.ts';
import type { SiteWorker } from '../../client/siteWorker.ts';
import { spawnModelStore } from '../../client/spawnWorker.ts';
import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { BatchHost } from '../batch/batchHost.ts';
import { type BenchmarkRoom, createBenchmarkRoom } from '../benchmark/benchmarkRoom.ts';
import { createLibraryRoom, type LibraryRoom } from '../keptModels/libraryRoom.ts';
import type { OpenedBatch } from '../keptModels/openedBatch.ts';
import type { Explainer } from '../occlusion/explainer.ts';
import type { ReadTaste } from '../model/bringTaste.ts';
import { createModelRoom, type ModelRoom } from '../model/modelRoom.ts';
import type { NamedLocation } from '../model/pageAddress.ts';
import { takeScorer } from '../model/startScorer.ts';
import { keptCallFrom } from '../score/callFrom.ts';
import { createStageRoom, type StageRoom } from '../score/stageRoom.ts';
import { emptyStage } from '../score/stageState.ts';
import type { MaterialChoice, TastesHost } from '../tastes/tastesHost.ts';
import { loadPart } from '../ui/loadPart.ts';
import { createStore, type Readable } from '../ui/store.ts';
import { watchBusy } from './busy.ts';
import { warnBeforeLeaving } from './warnBeforeLeaving.ts';

/** What the page consists of. Each part has its state, and what it can do; its components reach it through its own hook. */
export interface Rooms {
  readonly model: ModelRoom;
  readonly stage: StageRoom;
  readonly library: LibraryRoom;
  readonly explainer: Explainer;
  /** Its tastes make their room by themselves, once they are loaded. */
  readonly tastesHost: TastesHost;
  readonly benchmark: BenchmarkRoom;
  /** The Batch page makes its room by itself, once it is loaded. */
  readonly batchHost: BatchHost;
  /** Whether something is under way that a reload of the page would end. */
  readonly busy: Readable<boolean>;
}

/** `options` are those of every load of a model. */
export function createRooms(options: LoadOptions): Rooms {
  const scorer = createScorerClient({ spawn: takeScorer });
  const model = createModelRoom(scorer, options, readTaste);
  const stage = createStageRoom(model.store, scorer, { ...emptyStage, callFrom: keptCallFrom() });
  const library = createLibraryRoom(createModelStoreClient({ spawn: spawnModelStore }), scorer);
  const benchmark = createBenchmarkRoom();
  const choice = createStore((_: MaterialChoice, chosen: MaterialChoice) => chosen, 'votes');
  const batchRunning = createStore((_: boolean, isRunning: boolean) => isRunning, false);
  const batchHost = {
    model: model.store,
    scorer,
    tellRunning: batchRunning.dispatch,
    // Packages are compared by what is in them.
    loadModel: (location: NamedLocation) => model.actions.load(location, { withOwnHeads: true }),
    tellOpened(batch?: OpenedBatch) {
      library.store.dispatch({ type: 'batchOpened', batch });
      benchmark.store.dispatch({ type: 'picturesAtHand', atHand: batch });
    },
    learnFrom: () => choice.dispatch('asked'),
  };
  const learning = createStore((_: boolean, isLearning: boolean) => isLearning, false);
  const tastesHost = { teacher: scorer, model: model.store, choice, tellLearning: learning.dispatch };
  const busy = watchBusy(stage.view, library.store, [batchRunning, learning]);
  warnBeforeLeaving(learning);
  return {
    model,
    stage,
    library,
    explainer: scorer,
    tastesHost,
    benchmark,
    batchHost,
    busy,
  };
}

/** Who has no taste loads nothing for it. */
const loadKeptTastes = () => import('../tastes/readKeptTaste.ts');
const readTaste: ReadTaste = async (taste) => (await loadPart(loadKeptTastes)).readKeptTaste(taste);

/** For the frame of the pages: all rooms, and the worker that keeps the site. */
export interface Shell extends Rooms {
  /** Undefined where the browser has no service workers, and while developing. */
  readonly site: SiteWorker | undefined;
}

export const ShellContext = createContext<Shell | undefined>(undefined);
