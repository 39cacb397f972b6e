import { hasSource, type Task } from '../../core/task.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { useNow } from '../ui/useNow.ts';
import { runText, timeLeftText } from './runText.ts';
import type { Run, StageView } from './stageState.ts';
import { type MissingPiece, missingPiece, staleReason } from './staleness.ts';
import { promptText, taskText } from './taskText.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { useStage, useStageActions } from './useStage.ts';

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
  const isScoring = useStage(({ run }) => run !== undefined);
  const isLoading = useStage(({ model }) => model.kind === 'loading');
  return (
    <div className="feedback">
      {isScoring && <RunProgress />}
      {!isScoring && isLoading && <LoadingModel />}
      {!isScoring && !isLoading && <Note />}
    </div>
  );
}

function RunProgress() {
  const run = useStage((stage) => stage.run);
  return run && <RunRow run={run} />;
}

function RunRow({ run }: { readonly run: Run }) {
  const { cancelScore } = useStageActions();
  return (
    <ProgressRow
      text={runText(run)}
      label="Scoring"
      done={run.step?.done}
      total={run.step?.total}
      note={timeLeftText(run, useNow())}
      stop={{ label: 'Cancel', onStop: cancelScore, disabled: run.cancelling }}
    />
  );
}

function Note() {
  const { kind, text } = useStage(noteOf);
  switch (kind) {
    case 'error':
      return <ErrorLine text={text} />;
    case 'stale':
      return (
        <p className="stale-note" role="status">
          {text}
        </p>
      );
    case 'hint':
      return <p className="hint">{text}</p>;
    case 'none':
      return null;
  }
}

interface FeedbackNote {
  readonly kind: 'error' | 'stale' | 'hint' | 'none';
  readonly text: string;
}

/** What failed, else what is outdated, else what to do next. */
function noteOf(view: StageView): FeedbackNote {
  const { runError, source, task } = view;
  // A failure of the source stands at the source, as long as that is shown.
  const isAtSource = hasSource(task) && runError?.file !== undefined && runError.file === source?.name;
  if (runError && !isAtSource) return { kind: 'error', text: runError.message };
  const stale = staleReason(view);
  if (stale !== undefined) return { kind: 'stale', text: `Scores are for ${stale}. Score again to renew them.` };
  const missing = missingPiece(view);
  return missing ? { kind: 'hint', text: hintOf(missing, task) } : { kind: 'none', text: '' };
}
