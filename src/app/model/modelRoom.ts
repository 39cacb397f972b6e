import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import { createStore } from '../ui/store.ts';
import type { ReadTaste } from './bringTaste.ts';
import { createModelActions, type ModelActions, type ModelClient } from './modelActions.ts';
import { type ModelStore, noModel, reduceModel } from './modelState.ts';

/** The model in use, which all pages share. */
export interface ModelRoom {
  readonly store: ModelStore;
  readonly actions: ModelActions;
}

/** `options` are those of every load. `readTaste` brings back the taste that a model had on last. */
export function createModelRoom(client: ModelClient, options?: LoadOptions, readTaste?: ReadTaste): ModelRoom {
  const store = createStore(reduceModel, noModel);
  return { store, actions: createModelActions(store, client, options, readTaste) };
}
