import { useNow } from '../hooks/useNow.ts';
import { usePage } from '../page.ts';
import type { AppState, ModelState, Run } from '../state/appState.ts';
import { loadText, runText, timeLeftText } from '../state/progressText.ts';
import { type MissingPiece, missingPiece, staleReason } from '../state/staleness.ts';

const HINTS: Readonly<Record<MissingPiece, string>> = {
  model: 'Scoring needs a model package.',
  source: 'Next: add the source.',
  candidates: 'Next: add the candidates.',
  instruction: 'Next: type what the edit was meant to do.',
};

/** One place under the instruction for what is under way, what failed, what is outdated, or what to do next. */
export function ScoringFeedback() {
  const { state } = usePage();
  return <div className="feedback">{feedbackOf(state)}</div>;
}

function feedbackOf(state: AppState) {
  if (state.run) return <RunProgress run={state.run} />;
  if (state.model.kind === 'loading') return <LoadProgress model={state.model} />;
  return <Note state={state} />;
}

function LoadProgress({ model: { label, progress } }: { readonly model: Extract<ModelState, { kind: 'loading' }> }) {
  const { state, actions } = usePage();
  const share = progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : undefined;
  return (
    <div className="progress-row">
      <span className="progress-text">
        Loading {label}: {progress ? loadText(progress) : 'opening it'}
      </span>
      <progress aria-label={`Loading ${label}`} {...(share === undefined ? {} : { value: share })} />
      {state.scoreWhenReady && <span className="muted">scores as soon as it is ready</span>}
      <button type="button" onClick={actions.cancelLoad}>
        Cancel
      </button>
    </div>
  );
}

function RunProgress({ run }: { readonly run: Run }) {
  const { actions } = usePage();
  const { step } = run;
  const timeLeft = timeLeftText(run, useNow());
  return (
    <div className="progress-row">
      <span className="progress-text">{runText(run)}</span>
      <progress aria-label="Scoring" {...(step ? { value: step.done, max: step.total } : {})} />
      {timeLeft !== undefined && <span className="muted">{timeLeft}</span>}
      <button type="button" onClick={actions.cancelScore} disabled={run.cancelling}>
        Cancel
      </button>
    </div>
  );
}

function Note({ state }: { readonly state: AppState }) {
  const { runError, source } = state;
  // A failure of the source stands at the source.
  if (runError && (runError.file === undefined || runError.file !== source?.name)) {
    return (
      <p className="error" role="alert">
        {runError.message}
      </p>
    );
  }
  const stale = staleReason(state);
  if (stale !== undefined) {
    return (
      <p className="stale-note" role="status">
        Scores are for {stale}. Score again to renew them.
      </p>
    );
  }
  const missing = missingPiece(state);
  if (!missing) return null;
  return <p className="hint">{HINTS[missing]}</p>;
}
