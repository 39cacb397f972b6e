import type { StageView } from '../score/stageState.ts';
import { spokenVerdict } from '../score/stageVerdict.ts';

/** What a screen reader is told, at the pace of candidates rather than of steps. Failures are alerts of their own. */
export function announcement(view: StageView): string {
  const { model, run } = view;
  if (model.kind === 'loading') return `Loading the model ${model.label}.`;
  if (run) return `Scored ${run.doneIds.length} of ${run.candidateIds.length}.`;
  return spokenVerdict(view) ?? (model.kind === 'ready' ? `The model ${model.label} is ready.` : '');
}
