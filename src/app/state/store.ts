import type { Action } from './action.ts';
import { type AppState, initialState } from './appState.ts';
import { reduce } from './reducer.ts';

/** Holds the page's state, outside React so that calls of the worker can speak to it. */
export interface Store {
  getState(): AppState;
  dispatch(action: Action): void;
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

export function createStore(state: AppState = initialState): Store {
  let current = state;
  const listeners = new Set<() => void>();
  return {
    getState: () => current,
    dispatch(action) {
      current = reduce(current, action);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
