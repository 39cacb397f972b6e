import { hasSource } from '../../core/task.ts';
import { usePage } from '../shell/page.ts';
import { MAX_CANDIDATES } from './pictures.ts';

/** The source is kept while the model looks at none: what becomes of it is the user's choice. */
export function WaitingSource() {
  const { state, dispatch } = usePage();
  const { source, task, candidates, run, model } = state;
  if (!source || hasSource(task)) return null;
  const who = model.kind === 'ready' ? model.status.model.title : 'This model';
  return (
    <p className="muted waiting-source">
      {who} judges each picture by itself. <b>{source.name}</b>, the source, waits for a model that judges edits.{' '}
      <button
        type="button"
        className="quiet"
        disabled={run !== undefined || candidates.length >= MAX_CANDIDATES}
        onClick={() => dispatch({ type: 'usedAsCandidate' })}
      >
        Judge it as well
      </button>
    </p>
  );
}
