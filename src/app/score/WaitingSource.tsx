import { hasSource } from '../../core/task.ts';
import { loadedModel } from '../model/modelState.ts';
import { MAX_CANDIDATES } from './pictures.ts';
import type { StageView } from './stageState.ts';
import { useStage, useStageDispatch } from './useStage.ts';

/** The source is kept while the model looks at none: what becomes of it is the user's choice. */
export function WaitingSource() {
  const dispatch = useStageDispatch();
  const source = useStage(waitingSource);
  const who = useStage((view) => loadedModel(view)?.title ?? 'This model');
  const isLocked = useStage(({ run, candidates }) => run !== undefined || candidates.length >= MAX_CANDIDATES);
  if (!source) return null;
  return (
    <p className="muted waiting-source">
      {who} judges each picture by itself. <b>{source.name}</b>, the source, is kept for a model that judges edits.{' '}
      <button type="button" className="quiet" disabled={isLocked} onClick={() => dispatch({ type: 'usedAsCandidate' })}>
        Score it as well
      </button>
    </p>
  );
}

function waitingSource({ source, task }: StageView) {
  return hasSource(task) ? undefined : source;
}
