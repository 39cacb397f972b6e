import type { Action } from '../score/action.ts';
import { type AppState, initialState } from '../score/appState.ts';
import { reduce } from '../score/reducer.ts';

/** Holds a state outside React, so that calls of a worker can speak to it. */
export interface StoreOf<State, Change> {
  getState(): State;
  dispatch(action: Change): void;
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** The page's state. */
export type Store = StoreOf<AppState, Action>;

export function createStore(state: AppState = initialState): Store {
  return createStoreOf(reduce, state);
}

export function createStoreOf<State, Change>(
  reduceState: (state: State, action: Change) => State,
  state: State,
): StoreOf<State, Change> {
  let current = state;
  const listeners = new Set<() => void>();
  return {
    getState: () => current,
    dispatch(action) {
      current = reduceState(current, action);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
