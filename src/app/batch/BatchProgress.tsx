import { formatCount, formatCountOf } from '../../core/formatNumbers.ts';
import { datasetKind, type DatasetKind } from '../../core/dataset/datasetItem.ts';
import { kindWords, type KindWords } from '../../core/dataset/kindWords.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { LoadingModel } from '../model/LoadingModel.tsx';
import { modelName } from '../model/modelName.ts';
import { loadedModel } from '../model/modelState.ts';
import { useModel } from '../model/useModel.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { useNow } from '../ui/useNow.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { type BatchRun, countsOf, type OpenBatch } from './batchState.ts';
import { batchRunText, batchTimeLeft, checkNotes, standingText } from './batchText.ts';
import { DatasetButtons } from './DatasetButtons.tsx';
import { goOnText } from './goOnText.ts';
import { useBatchActions, useOpenBatch } from './useBatch.ts';

/** How far a batch is, and the next step. */
export function BatchProgress() {
  const run = useOpenBatch((open) => open.run.kind);
  const isChecking = useOpenBatch(({ check }) => check?.kind === 'running');
  if (run === 'running') return <Running isChecking={isChecking} />;
  if (run === 'waiting') return <Waiting />;
  return <div className="batch-progress">{isChecking ? <Checking /> : <AtRest />}</div>;
}

function Running({ isChecking }: { readonly isChecking: boolean }) {
  const { stop } = useBatchActions();
  const ending = useOpenBatch(({ run }) => run.kind === 'running' && run.ending);
  const pause = { label: 'Pause', onStop: () => stop('paused'), disabled: ending };
  return (
    <div className="batch-running">
      {isChecking ? <Checking stop={pause} /> : <Scoring stop={pause} />}
      <button type="button" disabled={ending} onClick={() => stop('stopped')}>
        Cancel
      </button>
    </div>
  );
}

type Stoppable = Pick<Parameters<typeof ProgressRow>[0], 'stop'>;

function Scoring({ stop }: Stoppable) {
  const run = useOpenBatch((open) => open.run);
  return run.kind === 'running' ? <RunRow run={run} stop={stop} /> : null;
}

function RunRow({ run, stop }: Stoppable & { readonly run: Extract<BatchRun, { kind: 'running' }> }) {
  return (
    <ProgressRow
      text={batchRunText(run)}
      label="Scoring the batch"
      done={run.total > 0 ? run.done : undefined}
      total={run.total}
      note={batchTimeLeft(run, useNow())}
      stop={stop}
    />
  );
}

/** Kept scores are shown as their pictures are known to be these. */
function Checking({ stop }: Stoppable) {
  const check = useOpenBatch((open) => open.check);
  const { many } = useOpenBatch(wordsOf);
  if (check?.kind !== 'running') return null;
  const { done, total } = check;
  return (
    <ProgressRow
      text={`checking the pictures of what is scored: ${formatCount(done)} of ${formatCount(total)} ${many}`}
      label="Checking the pictures"
      done={done}
      total={total}
      stop={stop}
    />
  );
}

function Waiting() {
  const { stop } = useBatchActions();
  return (
    <div className="batch-running">
      <LoadingModel />
      <span className="muted">scores as soon as the model is ready</span>
      <button type="button" onClick={() => stop('stopped')}>
        Not yet
      </button>
    </div>
  );
}

/** Nothing is under way. */
function AtRest() {
  const open = useOpenBatch((whole) => whole);
  const { run, model, files } = open;
  return (
    <>
      {run.kind === 'failed' && <ErrorLine text={run.error.message} />}
      <p role="status">{standingText(countsOf(open), run, model, kindOf(open))}</p>
      <CheckNotes />
      {files ? <NextSteps open={open} /> : <Reopening open={open} />}
      <LoadingModel />
    </>
  );
}

function CheckNotes() {
  const check = useOpenBatch((open) => open.check);
  const kind = useOpenBatch(kindOf);
  if (!check) return null;
  return (
    <div className="check-notes">
      {checkNotes(check, kind).map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

interface OpenBatchProps {
  readonly open: OpenBatch;
}

/** Scoring goes by the loaded model: where the results are of another, it makes a batch of its own. */
function NextSteps({ open }: OpenBatchProps) {
  const loaded = useModel(loadedModel);
  const another = loaded && open.model && !isSameModel(loaded, open.model) ? loaded : undefined;
  return another && open.model ? (
    <ScoreWithAnother open={open} own={open.model} another={another} />
  ) : (
    <GoOn open={open} />
  );
}

interface ScoreWithAnotherProps extends OpenBatchProps {
  readonly own: BatchModel;
  readonly another: NonNullable<ReturnType<typeof loadedModel>>;
}

function ScoreWithAnother({ open, own, another }: ScoreWithAnotherProps) {
  const { score } = useBatchActions();
  const counts = countsOf(open);
  const goOn = goOnText(counts, own, another);
  return (
    <>
      {goOn !== undefined && <p className="muted">{goOn}</p>}
      <button type="button" onClick={() => void score('left')}>
        Score {formatCountOf(counts.total, wordsOf(open).one)} with {modelName(another, [own])}
      </button>
    </>
  );
}

function GoOn({ open }: OpenBatchProps) {
  const { score } = useBatchActions();
  const canScore = useModel(({ model }) => model.kind === 'ready' || model.kind === 'loading');
  const { left, failed, total } = countsOf(open);
  const { one, many } = wordsOf(open);
  const unknown = open.check?.kind === 'done' ? open.check.unknown : 0;
  return (
    <>
      {left > 0 && (
        <button type="button" className="primary" disabled={!canScore} onClick={() => void score('left')}>
          {left === total ? `Score ${formatCountOf(left, one)}` : `Go on: ${formatCountOf(left, one)}`}
        </button>
      )}
      {failed > 0 && (
        <button type="button" disabled={!canScore} onClick={() => void score('failed')}>
          Try {formatCountOf(failed, `failed ${one}`)} again
        </button>
      )}
      {unknown > 0 && (
        <button type="button" disabled={!canScore} onClick={() => void score('unknown')}>
          Score {unknown === 1 ? `that ${one}` : `those ${formatCount(unknown)} ${many}`} again
        </button>
      )}
    </>
  );
}

function Reopening({ open: { reopening } }: OpenBatchProps) {
  const { openKept } = useBatchActions();
  return (
    <>
      <p className="muted">
        {reopening
          ? 'The browser will ask whether this page may open its images again.'
          : 'Choose its folder again to see the images and go on. Its scores are kept.'}
      </p>
      {reopening && (
        <button type="button" className="primary" onClick={() => void openKept(reopening)}>
          Open its images
        </button>
      )}
      <DatasetButtons />
    </>
  );
}

function kindOf({ dataset }: Pick<OpenBatch, 'dataset'>): DatasetKind {
  return datasetKind(dataset.items);
}

function wordsOf(open: Pick<OpenBatch, 'dataset'>): KindWords {
  return kindWords(kindOf(open));
}
