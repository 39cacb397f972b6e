import type { ReportedModel } from '../../core/scoreReport.ts';
import type { ModelStatus } from '../../rpc/scorerApi.ts';
import type { Store } from '../state/store.ts';

/** The loaded model, of which only what belongs in a report. */
export function readyModel(page: Store): ReportedModel | undefined {
  const { model } = page.getState();
  return model.kind === 'ready' ? reportedModel(model.status.model) : undefined;
}

function reportedModel({ id, dtype, revision, manifestSha256 }: ModelStatus['model']): ReportedModel {
  return { id, dtype, revision, manifestSha256 };
}
