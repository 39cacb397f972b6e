import { hasSource, type Task } from '../../core/task.ts';
import { useNow } from '../ui/useNow.ts';
import { usePage } from '../shell/page.ts';
import type { AppState, Run } from './appState.ts';
import { runText, timeLeftText } from '../model/progressText.ts';
import { type MissingPiece, missingPiece, staleReason } from './staleness.ts';
import { promptText, taskText } from '../model/taskText.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';

function hintOf(missing: MissingPiece, task: Task): string {
  const hints = {
    model: 'Scoring needs a model package.',
    source: 'Next: add the source.',
    candidates: taskText(task).next,
    instruction: promptText(task).next,
  };
  return hints[missing];
}

/** One place under the instruction for what is under way, what failed, what is outdated, or what to do next. */
export function ScoringFeedback() {
  const { state } = usePage();
  return <div className="feedback">{feedbackOf(state)}</div>;
}

function feedbackOf(state: AppState) {
  if (state.run) return <RunProgress run={state.run} />;
  if (state.model.kind === 'loading') return <LoadingModel model={state.model} />;
  return <Note state={state} />;
}

function RunProgress({ run }: { readonly run: Run }) {
  const { actions } = usePage();
  return (
    <ProgressRow
      text={runText(run)}
      label="Scoring"
      done={run.step?.done}
      total={run.step?.total}
      note={timeLeftText(run, useNow())}
      stop={{ label: 'Cancel', onStop: actions.cancelScore, disabled: run.cancelling }}
    />
  );
}

function Note({ state }: { readonly state: AppState }) {
  const { runError, source, task } = state;
  // A failure of the source stands at the source, as long as that is shown.
  const atSource = hasSource(task) && runError?.file !== undefined && runError.file === source?.name;
  if (runError && !atSource) {
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
  return <p className="hint">{hintOf(missing, state.task)}</p>;
}
