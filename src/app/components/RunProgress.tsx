import { usePage } from '../page.ts';
import { runText, timeLeftText } from '../state/progressText.ts';
import { useNow } from '../hooks/useNow.ts';

/** How far the scoring is, with Cancel beside it; or why it ended. */
export function RunProgress() {
  const { state, actions } = usePage();
  const { run, runError, source } = state;
  const now = useNow(run !== undefined);
  if (run) {
    const { step } = run;
    return (
      <div className="progress-row">
        <span className="progress-text">{runText(run)}</span>
        <progress aria-label="Scoring" {...(step ? { value: step.done, max: step.total } : {})} />
        <span className="time-left">{timeLeftText(run, now)}</span>
        <button type="button" onClick={actions.cancelScore} disabled={run.cancelling}>
          Cancel
        </button>
      </div>
    );
  }
  // A failure of the source stands at the source.
  if (!runError || (runError.file !== undefined && runError.file === source?.name)) return null;
  return (
    <p className="error" role="alert">
      {runError.message}
    </p>
  );
}
