import { describe, expect, it } from 'vitest';
import { emptyLibrary, reduceLibrary, type Transfer } from '../keptModels/library.ts';
import { LOADING, READY } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStageRoom } from '../score/stageRoom.ts';
import { initialView } from '../score/stageSamples.ts';
import { createStore } from '../ui/store.ts';
import { isBusy, type PageWork, watchBusy } from './busy.ts';

const initialState: PageWork = { ...initialView, library: emptyLibrary, works: [false, false] };
const transfer: Transfer = {
  key: 1,
  stage: 'downloading',
  label: 'seven',
  subjectId: undefined,
  progress: undefined,
  error: undefined,
};
const withTransfer = (one: Transfer) => isBusy({ ...initialState, library: { ...emptyLibrary, transfers: [one] } });

describe('isBusy', () => {
  it('is false for a page at rest, with a model or without', () => {
    expect(isBusy(initialState)).toBe(false);
    expect(isBusy({ ...initialState, model: { kind: 'failed', label: 'x', error: { name: 'E', message: '' } } })).toBe(
      false,
    );
  });

  it('is true while a batch is scored, or a taste learned', () => {
    expect(isBusy({ ...initialState, works: [true, false] })).toBe(true);
    expect(isBusy({ ...initialState, works: [false, true] })).toBe(true);
  });

  it('is true while a model loads', () => {
    const location = { kind: 'url', url: 'https://example.org/m/' } as const;
    expect(isBusy({ ...initialState, model: { kind: 'loading', label: 'x', location } })).toBe(true);
  });

  it('is true while a model is fetched, and not for a failure that stands there', () => {
    expect(withTransfer(transfer)).toBe(true);
    expect(withTransfer({ ...transfer, error: { name: 'E', message: '' } })).toBe(false);
  });
});

describe('watchBusy', () => {
  it('follows the model, the transfers and a batch, whatever the Score page does meanwhile', () => {
    const model = createStore(reduceModel, noModel);
    const stage = createStageRoom(model, { score: () => Promise.reject(new Error('not expected')) });
    const library = createStore(reduceLibrary, emptyLibrary);
    const batch = createStore((_: boolean, isRunning: boolean) => isRunning, false);
    const learning = createStore((_: boolean, isLearning: boolean) => isLearning, false);
    const busy = watchBusy(stage.view, library, [batch, learning]);
    const seen: boolean[] = [];
    const stop = busy.subscribe(() => seen.push(busy.getState()));
    model.dispatch(LOADING);
    model.dispatch(READY);
    library.dispatch({ type: 'transferStarted', transfer });
    library.dispatch({ type: 'transferEnded', key: 1, error: undefined });
    batch.dispatch(true);
    stage.store.dispatch({ type: 'cleared' });
    batch.dispatch(false);
    learning.dispatch(true);
    learning.dispatch(false);
    stop();
    batch.dispatch(true);
    expect(seen).toEqual([true, false, true, false, true, true, false, true, false]);
  });
});
