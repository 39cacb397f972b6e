import type { ScorerClient } from '../../client/scorerClient.ts';
import type { ModelStore } from '../model/modelState.ts';
import { createStore, joinStores, type Readable } from '../ui/store.ts';
import { createBlindfold } from './blindfold.ts';
import { reduceStage } from './reduceStage.ts';
import type { StageStores } from './scoring.ts';
import { createStageActions, type StageActions } from './stageActions.ts';
import { emptyStage, type StageState, type StageView } from './stageState.ts';
import type { StageAction } from './stageAction.ts';

/** The Score page: what stands on it, and what it can do. A scoring goes on while other pages are in sight. */
export interface StageRoom extends StageStores {
  /** What the page may show of it. */
  readonly shown: Readable<StageView>;
  readonly actions: StageActions;
}

export function createStageRoom(
  model: ModelStore,
  client: Pick<ScorerClient, 'score'>,
  initial: StageState = emptyStage,
): StageRoom {
  const reduce = (state: StageState, action: StageAction) => reduceStage(state, action, model.getState().task);
  const store = createStore(reduce, initial);
  const stores = { store, model, view: joinStores(store, model) };
  return { ...stores, shown: createBlindfold(stores.view), actions: createStageActions(stores, client) };
}
