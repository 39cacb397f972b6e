import type { StageView } from '../score/stageState.ts';
import { formatScore } from '../../core/formatNumbers.ts';
import { rankedCandidates, scoreOf } from '../score/rankedCandidates.ts';

/** What a screen reader is told, at the pace of candidates rather than of steps. Failures are alerts of their own. */
export function announcement(view: StageView): string {
  const { model, run, candidates } = view;
  if (model.kind === 'loading') return `Loading the model ${model.label}.`;
  if (run) return `Scored ${run.doneIds.length} of ${run.candidateIds.length}.`;
  const [best] = rankedCandidates(candidates);
  const score = best && scoreOf(best);
  if (score) return `${best.picture.name} ranks first with a reward of ${formatScore(score.reward)}.`;
  return model.kind === 'ready' ? `The model ${model.label} is ready.` : '';
}
