import { Outcomes } from '../../batch/outcomes.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { readOutcomes } from '../keptBatches/batchStore.ts';
import { batchId } from '../keptBatches/keptBatch.ts';
import { attempt } from './attempt.ts';
import type { BatchTools } from './batchEnvironment.ts';
import type { BatchRunner } from './batchRunner.ts';
import { isBusy } from './batchState.ts';
import { readyModel } from './readyModel.ts';

/** Follows which model is in use. A run ends with its model; one that waits begins with it. */
export function followModel(tools: BatchTools, runner: BatchRunner): void {
  const { model: modelStore } = tools;
  let seen = modelStore.getState().model;
  modelStore.subscribe(() => {
    const { model } = modelStore.getState();
    if (model === seen) return;
    seen = model;
    void takeModel(tools, runner);
  });
}

async function takeModel(tools: BatchTools, runner: BatchRunner): Promise<void> {
  const { model: modelStore, store } = tools;
  const { open } = store.getState();
  if (!open) return;
  const ready = readyModel(modelStore);
  const isOfReady = ready && open.model && isSameModel(ready, open.model);
  if (open.run.kind === 'running' && !isOfReady) runner.stop('paused');
  if (open.run.kind === 'waiting' && modelStore.getState().model.kind !== 'loading') {
    store.dispatch({ type: 'runEnded', run: { kind: 'paused' } });
    if (ready && (!open.model || isOfReady)) return runner.score('left');
  }
  if (ready && !open.model) await attempt(store, () => chooseModel(tools, ready));
}

/** Shows what is kept of `model`: at once where no picture is open, else as it is known to be of these pictures. */
async function chooseModel({ store, checker }: BatchTools, model: BatchModel): Promise<void> {
  const { open } = store.getState();
  if (!open) return;
  const kept = await readOutcomes(batchId(model, open.dataset.sha256));
  const now = store.getState().open;
  // A run that has begun meanwhile has its own outcomes, and compares them itself.
  if (now?.dataset !== open.dataset || now.model || isBusy(now)) return;
  store.dispatch({ type: 'modelChosen', model, outcomes: new Outcomes(open.files ? [] : kept) });
  await checker.check(kept);
}
