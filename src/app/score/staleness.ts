import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { tasteTexts } from '../../core/score/tasteTexts.ts';
import { hasSource } from '../../core/task.ts';
import type { ScoringContext, StageState, StageView } from './stageState.ts';

/** What a run started now would score under; undefined while something is missing. */
export function currentContext(state: StageView): ScoringContext | undefined {
  if (state.model.kind !== 'ready') return undefined;
  const { status } = state.model;
  if (hasSource(status.model.task) && !state.source) return undefined;
  return {
    status,
    sourceId: sourceIdFor(status.model, state),
    instruction: state.instruction.trim(),
    orientation: state.orientation,
  };
}

/** Of the source, as far as a model looks at it. */
function sourceIdFor({ task }: ModelStatus['model'], { source }: StageState): number | undefined {
  return hasSource(task) ? source?.id : undefined;
}

export function sameContext(a: ScoringContext | undefined, b: ScoringContext | undefined): boolean {
  if (!a || !b) return false;
  return (
    isSameModel(a.status.model, b.status.model) &&
    a.sourceId === b.sourceId &&
    a.instruction === b.instruction &&
    a.orientation === b.orientation
  );
}

/** What changed since the shown scores were made, as words after "Scores are for"; undefined when they hold. */
export function staleReason(state: StageView): string | undefined {
  const { scoredFor } = state;
  if (!scoredFor || !state.candidates.some(({ outcome }) => outcome)) return undefined;
  const { model } = scoredFor.status;
  if (scoredFor.sourceId !== sourceIdFor(model, state)) return 'the previous source';
  if (scoredFor.instruction !== state.instruction.trim()) return `the previous ${model.task.text}`;
  const changed = changeOfModel(model, state);
  if (changed !== undefined) return changed;
  if (scoredFor.orientation !== state.orientation) {
    return scoredFor.orientation === 'upright' ? 'pictures turned upright' : 'pictures without the camera’s rotation';
  }
  return undefined;
}

/** Also where the present one still lacks something, such as a source. */
function changeOfModel(former: ModelStatus['model'], { model }: StageView): string | undefined {
  if (model.kind !== 'ready' || isSameModel(former, model.status.model)) return undefined;
  const { manifestSha256, taste } = model.status.model;
  if (former.manifestSha256 !== manifestSha256) return 'the previous model';
  if (former.taste?.sha256 === taste?.sha256) return 'the previous size of pictures';
  return former.taste ? `the ${tasteTexts(former).join()}` : 'the model without a taste';
}

/** Ids to score next: those without a score, or all when what they were scored for has changed or nothing is missing. */
export function idsToScore(state: StageView): readonly number[] {
  const kept = sameContext(state.scoredFor, currentContext(state));
  const missing = state.candidates.filter(({ outcome }) => outcome?.status !== 'scored');
  const wanted = kept && missing.length > 0 ? missing : state.candidates;
  return wanted.map(({ picture }) => picture.id);
}

/** The first thing that is missing before the page can score; a model that is loading is on its way. */
export type MissingPiece = 'source' | 'candidates' | 'instruction' | 'model';

export function missingPiece(state: StageView): MissingPiece | undefined {
  if (state.model.kind === 'none' || state.model.kind === 'failed') return 'model';
  if (hasSource(state.task) && !state.source) return 'source';
  if (state.candidates.length === 0) return 'candidates';
  if (state.instruction.trim() === '') return 'instruction';
  return undefined;
}
