import { useBatch } from '../../hooks/useBatch.ts';
import { useNow } from '../../hooks/useNow.ts';
import { usePage } from '../../page.ts';
import { type BatchRun, countsOf, type OpenBatch } from '../../state/batch.ts';
import { batchRunText, batchTimeLeft, count } from '../../state/batchText.ts';
import { LoadingModel } from '../LoadingModel.tsx';
import { ProgressRow } from '../ProgressRow.tsx';
import { DatasetButtons } from './DatasetButtons.tsx';

/** How far a batch is, and the next step. */
export function BatchProgress({ open }: { readonly open: OpenBatch }) {
  const { state } = usePage();
  const { run, files } = open;
  if (run.kind === 'running') return <Running run={run} />;
  if (run.kind === 'waiting') return <Waiting />;
  return (
    <div className="batch-progress">
      {run.kind === 'failed' && (
        <p className="error" role="alert">
          {run.error.message}
        </p>
      )}
      <p role="status">{standingText(open)}</p>
      {files ? <NextSteps open={open} /> : <Reopening open={open} />}
      {state.model.kind === 'loading' && <LoadingModel model={state.model} />}
    </div>
  );
}

function Running({ run }: { readonly run: Extract<BatchRun, { kind: 'running' }> }) {
  const { actions } = useBatch();
  return (
    <div className="batch-running">
      <ProgressRow
        text={batchRunText(run)}
        label="Scoring the batch"
        done={run.total > 0 ? run.done : undefined}
        total={run.total}
        note={batchTimeLeft(run, useNow())}
        stop={{ label: 'Pause', onStop: () => actions.stop('paused'), disabled: run.ending }}
      />
      <button type="button" disabled={run.ending} onClick={() => actions.stop('stopped')}>
        Cancel
      </button>
    </div>
  );
}

function Waiting() {
  const { state } = usePage();
  const { actions } = useBatch();
  return (
    <div className="batch-running">
      {state.model.kind === 'loading' && <LoadingModel model={state.model} />}
      <span className="muted">scores as soon as the model is ready</span>
      <button type="button" onClick={() => actions.stop('stopped')}>
        Not yet
      </button>
    </div>
  );
}

const RUN_WORDS: Readonly<Partial<Record<BatchRun['kind'], string>>> = { paused: 'Paused: ', stopped: 'Cancelled: ' };

function standingText(open: OpenBatch): string {
  const { total, scored, failed } = countsOf(open);
  const by = open.model && scored + failed > 0 ? ` by ${open.model.id} ${open.model.dtype}` : '';
  const failures = failed > 0 ? `, ${count(failed)} failed` : '';
  return `${RUN_WORDS[open.run.kind] ?? ''}${count(scored)} of ${count(total)} edits scored${by}${failures}.`;
}

/** Scoring goes by the loaded model: where the results are of another, it makes a batch of its own. */
function NextSteps({ open }: { readonly open: OpenBatch }) {
  const { state } = usePage();
  const { actions } = useBatch();
  const loaded = state.model.kind === 'ready' ? state.model.status.model : undefined;
  const another = loaded && open.model && loaded.manifestSha256 !== open.model.manifestSha256 ? loaded : undefined;
  const { left, failed, total } = countsOf(open);
  const canScore = state.model.kind === 'ready' || state.model.kind === 'loading';
  if (another) {
    return (
      <>
        <p className="muted">To go on with {open.model?.id}, load it on the Models page.</p>
        <button type="button" onClick={() => void actions.score('left')}>
          Score {count(total)} edits with {another.id}
        </button>
      </>
    );
  }
  return (
    <>
      {left > 0 && (
        <button type="button" className="primary" disabled={!canScore} onClick={() => void actions.score('left')}>
          {left === total ? `Score ${count(left)} edits` : `Go on: ${count(left)} edits`}
        </button>
      )}
      {failed > 0 && (
        <button type="button" disabled={!canScore} onClick={() => void actions.score('failed')}>
          Try {count(failed)} failed {failed === 1 ? 'edit' : 'edits'} again
        </button>
      )}
    </>
  );
}

function Reopening({ open }: { readonly open: OpenBatch }) {
  const { actions } = useBatch();
  const { reopening } = open;
  return (
    <>
      <p className="muted">
        {reopening
          ? 'The browser asks once more whether its images may be opened.'
          : 'Choose its folder again to see the images and to go on: what is scored is matched.'}
      </p>
      {reopening && (
        <button type="button" className="primary" onClick={() => void actions.openKept(reopening)}>
          Open its images
        </button>
      )}
      <DatasetButtons />
    </>
  );
}
