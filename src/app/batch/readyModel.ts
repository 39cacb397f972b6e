import type { BatchModel } from '../keptBatches/batchModel.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { loadedModel, type ModelStore } from '../model/modelState.ts';

/** The loaded model, of which only what belongs to a batch. */
export function readyModel(store: ModelStore): BatchModel | undefined {
  const model = loadedModel(store.getState());
  return model && batchModel(model);
}

function batchModel({
  id,
  dtype,
  revision,
  manifestSha256,
  maxPixels,
  taste,
  heads,
}: ModelStatus['model']): BatchModel {
  return { id, dtype, revision, manifestSha256, maxPixels, ...(taste && { taste }), heads };
}
