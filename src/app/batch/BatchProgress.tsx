import { datasetKind, type DatasetKind } from '../../core/dataset/datasetItem.ts';
import { kindWords, type KindWords } from '../../core/dataset/kindWords.ts';
import { useBatch } from './useBatch.ts';
import { useNow } from '../ui/useNow.ts';
import { usePage } from '../shell/page.ts';
import { type BatchRun, countsOf, type OpenBatch, type PictureCheck } from './batchState.ts';
import { batchRunText, batchTimeLeft, checkNotes, count, counted, standingText } from './batchText.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { modelName } from '../model/modelName.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { DatasetButtons } from './DatasetButtons.tsx';

/** How far a batch is, and the next step. */
export function BatchProgress({ open }: { readonly open: OpenBatch }) {
  const { state } = usePage();
  const { run, files, check } = open;
  const kind = datasetKind(open.dataset.items);
  if (run.kind === 'running') return <Running run={run} check={check} words={wordsOf(open)} />;
  if (run.kind === 'waiting') return <Waiting />;
  if (check?.kind === 'running') {
    return (
      <div className="batch-progress">
        <Checking check={check} words={wordsOf(open)} />
      </div>
    );
  }
  return (
    <div className="batch-progress">
      {run.kind === 'failed' && (
        <p className="error" role="alert">
          {run.error.message}
        </p>
      )}
      <p role="status">{standingText(countsOf(open), run, open.model, kind)}</p>
      {check && <CheckNotes check={check} kind={kind} />}
      {files ? <NextSteps open={open} /> : <Reopening open={open} />}
      {state.model.kind === 'loading' && <LoadingModel model={state.model} />}
    </div>
  );
}

function wordsOf({ dataset }: OpenBatch): KindWords {
  return kindWords(datasetKind(dataset.items));
}

interface RunningProps {
  readonly run: Extract<BatchRun, { kind: 'running' }>;
  readonly check: PictureCheck | undefined;
  readonly words: KindWords;
}

function Running({ run, check, words }: RunningProps) {
  const { actions } = useBatch();
  const now = useNow();
  const stop = { label: 'Pause', onStop: () => actions.stop('paused'), disabled: run.ending };
  return (
    <div className="batch-running">
      {check?.kind === 'running' ? (
        <Checking check={check} words={words} stop={stop} />
      ) : (
        <ProgressRow
          text={batchRunText(run)}
          label="Scoring the batch"
          done={run.total > 0 ? run.done : undefined}
          total={run.total}
          note={batchTimeLeft(run, now)}
          stop={stop}
        />
      )}
      <button type="button" disabled={run.ending} onClick={() => actions.stop('stopped')}>
        Cancel
      </button>
    </div>
  );
}

interface CheckingProps extends Pick<Parameters<typeof ProgressRow>[0], 'stop'> {
  readonly check: Extract<PictureCheck, { kind: 'running' }>;
  readonly words: KindWords;
}

/** Kept scores are shown as their pictures are known to be these. */
function Checking({ check: { done, total }, words, stop }: CheckingProps) {
  return (
    <ProgressRow
      text={`checking the pictures of what is scored: ${count(done)} of ${count(total)} ${words.many}`}
      label="Checking the pictures"
      done={done}
      total={total}
      stop={stop}
    />
  );
}

function CheckNotes({ check, kind }: { readonly check: PictureCheck; readonly kind: DatasetKind }) {
  return (
    <div className="check-notes">
      {checkNotes(check, kind).map((note) => (
        <p key={note}>{note}</p>
      ))}
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

/** Scoring goes by the loaded model: where the results are of another, it makes a batch of its own. */
function NextSteps({ open }: { readonly open: OpenBatch }) {
  const { state } = usePage();
  const { actions } = useBatch();
  const loaded = state.model.kind === 'ready' ? state.model.status.model : undefined;
  const another = loaded && open.model && !isSameModel(loaded, open.model) ? loaded : undefined;
  const { left, failed, total } = countsOf(open);
  const { one, many } = wordsOf(open);
  const unknown = open.check?.kind === 'done' ? open.check.unknown : 0;
  const canScore = state.model.kind === 'ready' || state.model.kind === 'loading';
  if (another && open.model) {
    const own = open.model;
    return (
      <>
        {left + failed > 0 && (
          <p className="muted">To go on with {modelName(own, [another])}, load it on the Models page.</p>
        )}
        <button type="button" onClick={() => void actions.score('left')}>
          Score {counted(total, one)} with {modelName(another, [own])}
        </button>
      </>
    );
  }
  return (
    <>
      {left > 0 && (
        <button type="button" className="primary" disabled={!canScore} onClick={() => void actions.score('left')}>
          {left === total ? `Score ${counted(left, one)}` : `Go on: ${counted(left, one)}`}
        </button>
      )}
      {failed > 0 && (
        <button type="button" disabled={!canScore} onClick={() => void actions.score('failed')}>
          Try {counted(failed, `failed ${one}`)} again
        </button>
      )}
      {unknown > 0 && (
        <button type="button" disabled={!canScore} onClick={() => void actions.score('unknown')}>
          Score {unknown === 1 ? `that ${one}` : `those ${count(unknown)} ${many}`} again
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
