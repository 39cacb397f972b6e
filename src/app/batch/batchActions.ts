import type { DatasetClient } from '../../client/datasetClient.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { ReportedModel } from '../../core/scoreReport.ts';
import type { ModelStatus } from '../../rpc/scorerApi.ts';
import { toTransferred } from '../../rpc/transferError.ts';
import { isBusy, type BatchAction, type BatchRun, type BatchState, type OpenBatch } from '../state/batch.ts';
import type { ModelState } from '../state/appState.ts';
import type { Store, StoreOf } from '../state/store.ts';
import { datasetPaths, filesOfHandles, type BatchFiles } from './batchFiles.ts';
import {
  batchId,
  deleteBatch,
  keepOutcomes,
  listBatches,
  readItems,
  readKeptDataset,
  readOutcomes,
  type KeptBatch,
  type RunState,
} from './batchStore.ts';
import { askForHandles, mayOpen } from './filePermission.ts';
import { keepOpened } from './keepOpened.ts';
import { followKeptReading } from './keptReading.ts';
import { datasetWithoutImages, openDataset } from './openDataset.ts';
import { Outcomes } from './outcomes.ts';
import { runBatch } from './runBatch.ts';
import { selectRequests, type Selection } from './selectRequests.ts';

/** Another tab scores the same batch. */
export class BatchBusyError extends EditRewardError {
  override readonly name = 'BatchBusyError';
  constructor(name: string) {
    super(`Another tab is scoring ${name}. Look there, or close it and press Score again.`);
  }
}

/** Something else was to be opened while a batch is scored. */
export class BatchRunningError extends EditRewardError {
  override readonly name = 'BatchRunningError';
  constructor(name: string) {
    super(`${name} is being scored. Pause or cancel it, then open another dataset.`);
  }
}

/** What the Batch page can do that takes time. Failures end up in the state, never as rejections. */
export interface BatchActions {
  /** Reads which batches are kept; one that was interrupted goes on, if its files may still be opened. */
  start(): Promise<void>;
  /** `manifestPath`: the dataset file, where there are several. */
  open(files: BatchFiles, manifestPath?: string): Promise<void>;
  /** Must be called inside a click: the browser may ask whether its files may be opened. */
  openKept(batch: KeptBatch): Promise<void>;
  /** Scores with the loaded model, or with the one that is loading once it is there. */
  score(selection: Selection): Promise<void>;
  /** Stops after the current step. A paused batch goes on as it was; a cancelled one is finished as far as it is. */
  stop(how: 'paused' | 'stopped'): void;
  /** Whether the first edit of a pair counts as the preferred one where nothing says which is. */
  chooseFirstPreferred(firstIsPreferred: boolean): Promise<void>;
  close(): void;
  remove(batch: KeptBatch): Promise<void>;
}

export interface BatchEnvironment {
  readonly page: Store;
  readonly scorer: Pick<ScorerClient, 'score'>;
  readonly datasets: DatasetClient;
  /** Runs `work` unless another tab holds the batch; whether it ran. */
  readonly holdBatch: (id: string, work: () => Promise<void>) => Promise<boolean>;
}

export function createBatchActions(
  store: StoreOf<BatchState, BatchAction>,
  { page, scorer, datasets, holdBatch }: BatchEnvironment,
): BatchActions {
  const { dispatch } = store;
  let running = new AbortController();
  let ending: RunState = 'stopped';
  let started: Promise<void> | undefined;

  page.subscribe(() => void followModel());
  const firstPreferred = followKeptReading(store);

  /** Turns a rejection into the page's error. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      dispatch({ type: 'failed', error: toTransferred(error) });
    }
  }

  const refresh = async () => dispatch({ type: 'keptRead', kept: await listBatches() });

  /** A run ends with its model; one that waits begins with it. */
  let seen: ModelState = page.getState().model;
  async function followModel(): Promise<void> {
    const { model } = page.getState();
    if (model === seen) return;
    seen = model;
    const { open } = store.getState();
    if (!open) return;
    const ready = readyModel(page);
    if (open.run.kind === 'running' && ready?.manifestSha256 !== open.model?.manifestSha256) actions.stop('paused');
    if (open.run.kind === 'waiting' && model.kind !== 'loading') {
      dispatch({ type: 'runEnded', run: { kind: 'paused' } });
      if (ready && (!open.model || isSameModel(open.model, ready))) return actions.score('left');
    }
    if (ready && !open.model) await attempt(() => chooseModel(ready));
  }

  async function chooseModel(model: ReportedModel): Promise<void> {
    const { open } = store.getState();
    if (!open) return;
    const outcomes = new Outcomes(await readOutcomes(batchId(model, open.dataset.sha256)));
    if (store.getState().open?.dataset !== open.dataset) return;
    dispatch({ type: 'modelChosen', model, outcomes });
  }

  function refuseWhileBusy(): void {
    const { open } = store.getState();
    if (open && isBusy(open)) throw new BatchRunningError(open.dataset.name);
  }

  async function openFiles(files: BatchFiles, manifestPath: string | undefined, batch?: KeptBatch): Promise<void> {
    refuseWhileBusy();
    const all = datasetPaths(files);
    const path = manifestPath ?? all[0];
    dispatch({ type: 'openingStarted', label: path });
    const onProgress = (progress: { doneItems: number; totalItems: number }) =>
      dispatch({ type: 'openingProgressed', progress });
    const dataset = await openDataset(datasets, files, path, onProgress);
    const same = batch?.datasetSha256 === dataset.sha256 ? batch : undefined;
    const model = same?.model ?? readyModel(page);
    const kept = model ? await readOutcomes(batchId(model, dataset.sha256)) : [];
    const known = same ?? (await listBatches()).find(({ id }) => model && id === batchId(model, dataset.sha256));
    dispatch({
      type: 'opened',
      open: {
        dataset,
        files,
        reopening: undefined,
        manifestPath: path,
        otherManifests: all.filter((other) => other !== path),
        model,
        outcomes: new Outcomes(kept),
        version: 0,
        run: runAtRest(known?.run),
      },
    });
  }

  /** Its results alone, until its files are chosen again. */
  async function openResults(batch: KeptBatch): Promise<void> {
    refuseWhileBusy();
    dispatch({ type: 'openingStarted', label: batch.name });
    const [items, kept] = await Promise.all([readItems(batch.datasetSha256), readKeptDataset(batch.datasetSha256)]);
    const dataset = datasetWithoutImages(batch.name, batch.datasetSha256, items, kept);
    const outcomes = new Outcomes(await readOutcomes(batch.id));
    const reopening = kept && kept.source.handles.length > 0 ? batch : undefined;
    const source = { files: undefined, reopening, manifestPath: batch.name, otherManifests: [] };
    dispatch({
      type: 'opened',
      open: { dataset, ...source, model: batch.model, outcomes, version: 0, run: runAtRest(batch.run) },
    });
  }

  async function reopen(batch: KeptBatch, allowed: (handles: readonly FileSystemHandle[]) => Promise<boolean>) {
    const { handles = [], manifestPath } = (await readKeptDataset(batch.datasetSha256))?.source ?? {};
    if (handles.length === 0 || !(await allowed(handles))) return openResults(batch);
    await openFiles(await filesOfHandles(handles), manifestPath, batch);
  }

  async function resumeInterrupted(): Promise<void> {
    await refresh();
    const last = store.getState().kept?.[0];
    if (last?.run !== 'running' || store.getState().open) return;
    await reopen(last, mayOpen);
    const { open } = store.getState();
    const model = page.getState().model;
    const ready = readyModel(page);
    if (!open?.files || (ready ? !isSameModel(ready, last.model) : model.kind !== 'loading')) return;
    await actions.score('left');
  }

  async function run(open: OpenBatch, model: ReportedModel, selection: Selection): Promise<void> {
    const id = batchId(model, open.dataset.sha256);
    const ran = await holdBatch(id, async () => {
      await chooseModel(model);
      await keepOpened(open, model, 'running');
      const outcome = await scoreAll(store.getState().open ?? open, id, selection);
      await keepOpened(open, model, outcome.kind === 'done' ? 'done' : ending);
      dispatch({ type: 'runEnded', run: outcome });
    });
    if (!ran) throw new BatchBusyError(open.dataset.name);
  }

  /** How it ended. */
  async function scoreAll({ dataset, outcomes }: OpenBatch, id: string, selection: Selection): Promise<BatchRun> {
    const requests = selectRequests(dataset.requests, outcomes, selection);
    const total = requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
    dispatch({ type: 'runStarted', startedAt: performance.now(), total });
    try {
      await runBatch({
        requests,
        readImage: dataset.readImage,
        score: scorer.score,
        keep: (kept) => keepOutcomes(id, kept),
        onKept(kept) {
          outcomes.add(kept);
          dispatch({ type: 'outcomesKept', count: kept.length });
        },
        onStep: (step) => dispatch({ type: 'runStepped', step }),
        signal: running.signal,
      });
      return { kind: 'done' };
    } catch (error) {
      if (!running.signal.aborted) ending = 'paused';
      return running.signal.aborted ? runAtRest(ending) : { kind: 'failed', error: toTransferred(error) };
    }
  }

  const actions: BatchActions = {
    start: () => (started ??= attempt(resumeInterrupted)),
    open: (files, manifestPath) => attempt(() => openFiles(files, manifestPath)),
    openKept: (batch) => attempt(() => reopen(batch, askForHandles)),
    async score(selection) {
      const { open } = store.getState();
      if (!open?.files || isBusy(open)) return;
      const model = readyModel(page);
      if (!model) {
        if (page.getState().model.kind === 'loading') dispatch({ type: 'runWaits' });
        return;
      }
      running = new AbortController();
      ending = 'stopped';
      // At once, so that a second click does not start another; how much there is to do is known soon.
      dispatch({ type: 'runStarted', startedAt: performance.now(), total: 0 });
      try {
        await run(open, model, selection);
      } catch (error) {
        dispatch({ type: 'runEnded', run: { kind: 'failed', error: toTransferred(error) } });
      }
      await attempt(refresh);
    },
    stop(how) {
      ending = how;
      running.abort();
      const { open } = store.getState();
      if (open?.run.kind === 'waiting') dispatch({ type: 'runEnded', run: { kind: how } });
      else dispatch({ type: 'runEnding' });
    },
    chooseFirstPreferred: firstPreferred.choose,
    close: () => dispatch({ type: 'closed' }),
    remove: (batch) =>
      attempt(async () => {
        await deleteBatch(batch);
        await refresh();
      }),
  };
  return actions;
}

function isSameModel(one: ReportedModel, other: ReportedModel): boolean {
  return one.manifestSha256 === other.manifestSha256;
}

/** The loaded model, of which only what belongs in a report. */
export function readyModel(page: Store): ReportedModel | undefined {
  const { model } = page.getState();
  return model.kind === 'ready' ? reportedModel(model.status.model) : undefined;
}

function reportedModel({ id, dtype, revision, manifestSha256 }: ModelStatus['model']): ReportedModel {
  return { id, dtype, revision, manifestSha256 };
}

/** A tab that was closed while it scored has paused. */
function runAtRest(run: RunState | undefined): BatchRun {
  if (run === undefined) return { kind: 'none' };
  return { kind: run === 'running' ? 'paused' : run };
}
