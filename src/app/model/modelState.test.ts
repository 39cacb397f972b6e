import { expect, it } from 'vitest';
import { LOADING, LOCATION, MODEL_STATUS, PICTURE_READY, PICTURE_STATUS, READY } from './modelSamples.ts';
import { loadedModel, type ModelAction, type ModelInUse, noModel, reduceModel } from './modelState.ts';

const after = (actions: readonly ModelAction[], state: ModelInUse = noModel) => actions.reduce(reduceModel, state);
const WAITS: ModelAction = { type: 'scoringWaits', waits: true };
const FAILED: ModelAction = { type: 'modelFailed', label: 'x', error: { name: 'E', message: 'No.' } };

it('goes from loading to ready', () => {
  const progress = { stage: 'reading', loadedBytes: 1, totalBytes: 2 } as const;
  const loading = after([LOADING, { type: 'modelProgress', progress }]);
  expect({ ...loading.model, progress: loading.loadProgress }).toEqual({
    kind: 'loading',
    label: 'x',
    location: LOCATION,
    progress,
  });
  const ready = after([READY], loading);
  expect(ready.model).toEqual({ kind: 'ready', label: 'sample', location: LOCATION, status: MODEL_STATUS });
  expect(ready.loadProgress).toBeUndefined();
  expect(after([{ type: 'modelProgress', progress }], ready)).toBe(ready);
});

it('stays one object while it loads, so that only its progress is drawn anew', () => {
  const [first, second] = [1, 2].map((loadedBytes) => ({ stage: 'reading', loadedBytes, totalBytes: 2 }) as const);
  if (!first || !second) throw new Error('There are two.');
  const early = after([LOADING, { type: 'modelProgress', progress: first }]);
  const late = after([{ type: 'modelProgress', progress: second }], early);
  expect(late.model).toBe(early.model);
  expect(late.loadProgress).toBe(second);
});

it('keeps what the last one judges until the next one is there', () => {
  expect(after([PICTURE_READY, LOADING]).task).toBe(PICTURE_STATUS.model.task);
  expect(after([PICTURE_READY, FAILED]).task).toBe(PICTURE_STATUS.model.task);
  expect(after([PICTURE_READY, LOADING, READY]).task).toBe(MODEL_STATUS.model.task);
});

it('is known only once it is loaded', () => {
  expect(loadedModel(after([LOADING]))).toBeUndefined();
  expect(loadedModel(after([READY]))).toBe(MODEL_STATUS.model);
});

it('is waited for by a scoring only while it loads', () => {
  expect(after([WAITS]).scoreWhenReady).toBe(false);
  expect(after([READY, WAITS]).scoreWhenReady).toBe(false);
  const waiting = after([LOADING, WAITS]);
  expect(waiting.scoreWhenReady).toBe(true);
  expect(after([LOADING], waiting).scoreWhenReady).toBe(true);
  for (const end of [READY, FAILED, { type: 'modelCancelled' }, { type: 'scoringWaits', waits: false }] as const) {
    expect(after([end], waiting).scoreWhenReady).toBe(false);
  }
});
