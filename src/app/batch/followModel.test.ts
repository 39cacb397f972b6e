import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { Outcomes } from '../../batch/outcomes.ts';
import { readOutcomes } from '../keptBatches/batchStore.ts';
import { READY } from '../model/modelSamples.ts';
import { noModel, reduceModel } from '../model/modelState.ts';
import { createStore } from '../ui/store.ts';
import type { BatchTools } from './batchEnvironment.ts';
import type { BatchRunner } from './batchRunner.ts';
import { initialBatchState, type OpenBatch, reduceBatch } from './batchState.ts';
import { followModel } from './followModel.ts';
import { readyModel } from './readyModel.ts';
import { deferred } from '../../testing/deferred.ts';

vi.mock('../keptBatches/batchStore.ts', { spy: true });

it('leaves a run its outcomes that began while those kept of the model were read', async () => {
  const kept = deferred<KeptOutcome[]>();
  vi.mocked(readOutcomes).mockReturnValueOnce(kept.promise);
  const store = createStore(reduceBatch, initialBatchState);
  const model = createStore(reduceModel, noModel);
  const check = vi.fn(async () => undefined);
  followModel({ store, model, checker: { check } } as unknown as BatchTools, {} as BatchRunner);
  const dataset = { sha256: 'd' };
  const open = { dataset, files: {}, model: undefined, outcomes: new Outcomes(), version: 0, run: { kind: 'none' } };
  store.dispatch({ type: 'opened', open: open as unknown as OpenBatch });
  model.dispatch(READY);
  const judge = readyModel(model);
  if (!judge) throw new Error('The sample model is ready.');
  const outcomes = new Outcomes();
  store.dispatch({ type: 'runStarted', startedAt: 0, total: 0 });
  store.dispatch({ type: 'modelChosen', model: judge, outcomes });
  kept.resolve([]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.getState().open?.outcomes).toBe(outcomes);
  expect(check).not.toHaveBeenCalled();
});
