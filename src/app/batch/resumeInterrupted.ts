import { isSameModel } from '../../core/score/scoreReport.ts';
import { readOutcomes } from '../keptBatches/batchStore.ts';
import { batchId } from '../keptBatches/keptBatch.ts';
import type { BatchTools } from './batchEnvironment.ts';
import type { BatchOpener } from './batchOpener.ts';
import type { BatchRunner } from './batchRunner.ts';
import { mayOpen } from './filePermission.ts';
import { readyModel } from './readyModel.ts';
import { refreshKept } from './refreshKept.ts';

/** Reads which batches are kept; the last one goes on where it was interrupted, if its files may still be opened. */
export async function resumeInterrupted(tools: BatchTools, opener: BatchOpener, runner: BatchRunner): Promise<void> {
  const { model: modelStore, store, checker } = tools;
  await refreshKept(store);
  const last = store.getState().kept?.[0];
  if (last?.run !== 'running' || store.getState().open) return;
  // The run itself begins with a check.
  await opener.reopen(last, mayOpen, false);
  const { open } = store.getState();
  if (!open?.files) return;
  const ready = readyModel(modelStore);
  const hasModel = ready ? isSameModel(ready, last.model) : modelStore.getState().model.kind === 'loading';
  // Its file may have changed since: that makes another batch of it.
  if (hasModel && open.dataset.sha256 === last.datasetSha256) await runner.score('left');
  else if (open.model) await checker.check(await readOutcomes(batchId(open.model, open.dataset.sha256)));
}
