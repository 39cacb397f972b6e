/** Holds a state outside React, so that calls of a worker can speak to it. */
export interface Store<State, Action> {
  getState(): State;
  dispatch(action: Action): void;
  /** Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** A store, or several seen as one, for those who only look. */
export type Readable<State> = Pick<Store<State, never>, 'getState' | 'subscribe'>;

export function createStore<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: State,
): Store<State, Action> {
  let current = initial;
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

/** Two stores read as one. The state stays the same object as long as neither store has another. */
export function joinStores<First extends object, Second extends object>(
  first: Readable<First>,
  second: Readable<Second>,
): Readable<First & Second> {
  let [firstState, secondState] = [first.getState(), second.getState()];
  let joined = { ...firstState, ...secondState };
  return {
    getState() {
      const [firstNow, secondNow] = [first.getState(), second.getState()];
      if (firstNow === firstState && secondNow === secondState) return joined;
      [firstState, secondState] = [firstNow, secondNow];
      return (joined = { ...firstNow, ...secondNow });
    },
    subscribe: (listener) => subscribeAll([first, second], listener),
  };
}

/** Returns the way to stop. */
export function subscribeAll(
  stores: readonly Pick<Readable<unknown>, 'subscribe'>[],
  listener: () => void,
): () => void {
  const stops = stores.map((store) => store.subscribe(listener));
  return () => {
    for (const stop of stops) stop();
  };
}
