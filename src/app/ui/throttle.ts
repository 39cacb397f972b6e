/** A bar that moves ten times a second moves smoothly enough. */
export const PROGRESS_EVERY_MS = 100;

/** Hands on what comes often, less often. */
export interface Throttle<Value> {
  push(value: Value): void;
  /** What is held back is not handed on any more. */
  stop(): void;
}

/**
 * Hands on the first value at once, and then the newest one of each `everyMs`. Progress is told in pieces of a few KB: to draw
 * each would take the time that the work itself needs.
 */
export function createThrottle<Value>(everyMs: number, handOn: (value: Value) => void): Throttle<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest: { readonly value: Value } | undefined;
  const next = () => {
    timer = undefined;
    if (!newest) return;
    const { value } = newest;
    newest = undefined;
    timer = setTimeout(next, everyMs);
    handOn(value);
  };
  return {
    push(value) {
      newest = { value };
      if (timer === undefined) next();
    },
    stop() {
      clearTimeout(timer);
      newest = undefined;
      timer = undefined;
    },
  };
}
