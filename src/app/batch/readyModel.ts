import type { JudgingModel } from '../../core/dataset/datasetKindError.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import type { AppState } from '../score/appState.ts';
import type { Store } from '../ui/store.ts';

/** The loaded model, of which only what belongs to a batch. */
export function readyModel(page: Store): BatchModel | undefined {
  const { model } = page.getState();
  return model.kind === 'ready' ? batchModel(model.status.model) : undefined;
}

function batchModel({ id, dtype, revision, manifestSha256, maxPixels, heads }: ModelStatus['model']): BatchModel {
  return { id, dtype, revision, manifestSha256, maxPixels, heads };
}

/** What the loaded model judges. */
export function judgingModel({ model }: Pick<AppState, 'model'>): JudgingModel | undefined {
  return model.kind === 'ready' ? model.status.model : undefined;
}
