import { describe, expect, it } from 'vitest';
import { createStore, joinStores } from './store.ts';

const replaceA = (_: { a: number }, next: { a: number }) => next;
const replaceB = (_: { b: number }, next: { b: number }) => next;

function start() {
  const [first, second] = [createStore(replaceA, { a: 1 }), createStore(replaceB, { b: 1 })];
  return { first, second, both: joinStores(first, second) };
}

describe('stores that are read as one', () => {
  it('have one state, which is the same object as long as nothing changes', () => {
    const { first, second, both } = start();
    const before = both.getState();
    expect(before).toEqual({ a: 1, b: 1 });
    expect(both.getState()).toBe(before);
    second.dispatch({ b: 2 });
    expect(both.getState()).toEqual({ a: 1, b: 2 });
    first.dispatch({ a: 3 });
    expect(both.getState()).toEqual({ a: 3, b: 2 });
    expect(both.getState()).toBe(both.getState());
  });

  it('tell of both, until they are left', () => {
    const { first, second, both } = start();
    const seen: unknown[] = [];
    const stop = both.subscribe(() => seen.push(both.getState()));
    first.dispatch({ a: 2 });
    second.dispatch({ b: 2 });
    stop();
    first.dispatch({ a: 9 });
    second.dispatch({ b: 9 });
    expect(seen).toEqual([
      { a: 2, b: 1 },
      { a: 2, b: 2 },
    ]);
  });
});
