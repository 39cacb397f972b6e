import { describe, expect, it } from 'vitest';
import { createStore } from '../ui/store.ts';
import { createBlindfold } from './blindfold.ts';
import { type Action, afterRun, readyState, reduce, runStarted, scored } from './stageSamples.ts';
import { spokenVerdict, stageVerdict } from './stageVerdict.ts';

function blindStore() {
  const store = createStore(reduce, reduce(readyState(2), { type: 'blindChanged', isBlind: true }));
  return { ...store, shown: createBlindfold(store) };
}

const scoreOf = (store: ReturnType<typeof blindStore>) => {
  store.dispatch(runStarted(store.getState()));
  store.dispatch({ type: 'candidateDone', id: 2, outcome: scored(1) } satisfies Action);
  store.dispatch({ type: 'candidateDone', id: 3, outcome: scored(9) } satisfies Action);
  store.dispatch({ type: 'runEnded', error: undefined } satisfies Action);
};

describe('the blindfold', () => {
  it('hides what a scoring says until the vote is given, from the eye and the ear', () => {
    const store = blindStore();
    scoreOf(store);
    expect(store.getState().candidates.map(({ outcome }) => outcome?.status)).toEqual(['scored', 'scored']);
    const shown = store.shown.getState();
    expect(shown.candidates.map(({ outcome }) => outcome)).toEqual([undefined, undefined]);
    expect(stageVerdict(shown)).toBeUndefined();
    expect(spokenVerdict(shown)).toBeUndefined();
    store.dispatch({ type: 'blindChanged', isBlind: false });
    expect(stageVerdict(store.shown.getState())?.text).toContain('b.png');
    expect(spokenVerdict(store.shown.getState())).toContain('b.png');
  });

  it('hides scores that were there before', () => {
    const view = reduce(afterRun(readyState(2), [scored(1), scored(9)]), { type: 'blindChanged', isBlind: true });
    const { getState } = createBlindfold(createStore(reduce, view));
    expect(stageVerdict(getState())).toBeUndefined();
  });

  it('gives the same candidates from step to step, so that nothing is drawn anew', () => {
    const store = blindStore();
    const { candidates } = store.shown.getState();
    expect(store.shown.getState()).toBe(store.shown.getState());
    scoreOf(store);
    expect(store.shown.getState().candidates).toBe(candidates);
    store.dispatch({ type: 'pictureRemoved', id: 2 });
    expect(store.shown.getState().candidates).toEqual([candidates[1]]);
  });

  it('is no copy while nobody votes', () => {
    const store = createStore(reduce, readyState(2));
    expect(createBlindfold(store).getState()).toBe(store.getState());
  });
});
