import { Outcomes } from '../../batch/outcomes.ts';
import { countPictures } from '../../batch/planRequests.ts';
import { scoreDataset, type DatasetToScore } from '../../batch/scoreDataset.ts';
import { selectRequests, type Selection } from '../../batch/selectRequests.ts';
import type { DatasetClient } from '../../client/datasetClient.ts';
import type { ScorerClient } from '../../client/scorerClient.ts';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../core/dataset/datasetKindError.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { toTransferred } from '../../rpc/transferError.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import {
  batchId,
  deleteBatch,
  listBatches,
  outcomeStoreOf,
  readItems,
  readKeptDataset,
  readOutcomes,
  type KeptBatch,
  type RunState,
} from '../keptBatches/batchStore.ts';
import type { ModelState } from '../score/appState.ts';
import type { Store, StoreOf } from '../ui/store.ts';
import { BatchBusyError, BatchRunningError } from './batchErrors.ts';
import { datasetPaths, filesOfHandles, hasDataset, type BatchFiles } from './batchFiles.ts';
import { isBusy, type BatchAction, type BatchRun, type BatchState, type OpenBatch } from './batchState.ts';
import { askForHandles, mayOpen } from './filePermission.ts';
import { keepOpened } from './keepOpened.ts';
import { followKeptReading } from './keptReading.ts';
import { batchWithFiles, batchWithoutFiles, runAtRest } from './openBatch.ts';
import { openDataset } from './openDataset.ts';
import { createPictureChecker } from './pictureChecker.ts';
import { withPictureSets } from './pictureSets.ts';
import { judgingModel, readyModel } from './readyModel.ts';
import { createRequestScorer, type RunStep } from './requestScorer.ts';

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
  const checker = createPictureChecker(store, datasets);

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
    const goesOn = ready && open.model && isSameModel(ready, open.model);
    if (open.run.kind === 'running' && !goesOn) actions.stop('paused');
    if (open.run.kind === 'waiting' && model.kind !== 'loading') {
      dispatch({ type: 'runEnded', run: { kind: 'paused' } });
      if (ready && (!open.model || isSameModel(open.model, ready))) return actions.score('left');
    }
    if (ready && !open.model) await attempt(() => chooseModel(ready));
  }

  /** Shows what is kept of `model`: at once where no picture is open, else as it is known to be of these pictures. */
  async function chooseModel(model: BatchModel): Promise<void> {
    const { open } = store.getState();
    if (!open) return;
    const kept = await readOutcomes(batchId(model, open.dataset.sha256));
    if (store.getState().open?.dataset !== open.dataset) return;
    dispatch({ type: 'modelChosen', model, outcomes: new Outcomes(open.files ? [] : kept) });
    await checker.check(kept);
  }

  function refuseWhileBusy(): void {
    const { open } = store.getState();
    if (open && isBusy(open)) throw new BatchRunningError(open.dataset.name);
  }

  /** `checks`: what is kept is compared with the pictures now, and not only when a run begins. */
  async function openFiles(
    chosen: BatchFiles,
    manifestPath: string | undefined,
    { batch, checks = true }: { readonly batch?: KeptBatch; readonly checks?: boolean } = {},
  ): Promise<void> {
    refuseWhileBusy();
    const files = await withPictureSets(chosen, hasDataset(chosen));
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
    const otherManifests = all.filter((other) => other !== path);
    dispatch({
      type: 'opened',
      open: batchWithFiles({ dataset, files, manifestPath: path, otherManifests, model }, known),
    });
    if (checks) await checker.check(kept);
  }

  /** Its results alone, until its files are chosen again. */
  async function openResults(batch: KeptBatch): Promise<void> {
    refuseWhileBusy();
    dispatch({ type: 'openingStarted', label: batch.name });
    const [items, kept, outcomes] = await Promise.all([
      readItems(batch.datasetSha256),
      readKeptDataset(batch.datasetSha256),
      readOutcomes(batch.id),
    ]);
    dispatch({ type: 'opened', open: batchWithoutFiles(batch, items, kept, outcomes) });
  }

  async function reopen(
    batch: KeptBatch,
    allowed: (handles: readonly FileSystemHandle[]) => Promise<boolean>,
    checks = true,
  ): Promise<void> {
    const { handles = [], manifestPath } = (await readKeptDataset(batch.datasetSha256))?.source ?? {};
    if (handles.length === 0 || !(await allowed(handles))) return openResults(batch);
    await openFiles(await filesOfHandles(handles), manifestPath, { batch, checks });
  }

  async function resumeInterrupted(): Promise<void> {
    await refresh();
    const last = store.getState().kept?.[0];
    if (last?.run !== 'running' || store.getState().open) return;
    // The run itself begins with a check.
    await reopen(last, mayOpen, false);
    const { open } = store.getState();
    const model = page.getState().model;
    const ready = readyModel(page);
    if (!open?.files) return;
    const goesOn = ready ? isSameModel(ready, last.model) : model.kind === 'loading';
    if (goesOn) await actions.score('left');
    else await checker.check(await readOutcomes(last.id));
  }

  async function run(open: OpenBatch, model: BatchModel, selection: Selection): Promise<void> {
    const judge = judgingModel(page.getState());
    if (judge) requireSameKind(open.dataset.name, datasetKind(open.dataset.items), judge);
    const id = batchId(model, open.dataset.sha256);
    const ran = await holdBatch(id, async () => {
      await keepOpened(open, model, 'running');
      const outcome = await scoreAll(model, id, selection);
      countUnknown();
      await keepOpened(open, model, outcome.kind === 'done' ? 'done' : ending);
      dispatch({ type: 'runEnded', run: outcome });
    });
    if (!ran) throw new BatchBusyError(open.dataset.name);
  }

  /** Those that were scored again are known now. */
  function countUnknown(): void {
    const { open } = store.getState();
    if (open?.check?.kind !== 'done' || open.check.unknown === 0) return;
    const requests = selectRequests(open.dataset.requests, open.outcomes, 'unknown');
    dispatch({ type: 'picturesChecked', check: { ...open.check, unknown: countPictures(requests) } });
  }

  /** How it ended. */
  async function scoreAll(model: BatchModel, id: string, selection: Selection): Promise<BatchRun> {
    const { signal } = running;
    const keptHere = outcomeStoreOf(id);
    const compare = async () => checker.check(await keptHere.read(), signal);
    try {
      const mixed = await scoreSelected(showOutcomesOf(model), { selection, store: keptHere, compare, signal });
      // One that changed while it was scored has scores of two pictures, until they are compared.
      if (mixed !== undefined) await compare();
      return { kind: 'done' };
    } catch (error) {
      if (!signal.aborted) ending = 'paused';
      return signal.aborted ? runAtRest(ending) : { kind: 'failed', error: toTransferred(error) };
    }
  }

  /** The open batch, with nothing of another model. */
  function showOutcomesOf(model: BatchModel): OpenBatch | undefined {
    const shown = store.getState().open?.model;
    if (!shown || !isSameModel(shown, model)) dispatch({ type: 'modelChosen', model, outcomes: new Outcomes() });
    return store.getState().open;
  }

  async function scoreSelected(
    open: OpenBatch | undefined,
    work: Pick<DatasetToScore, 'selection' | 'store' | 'compare' | 'signal'>,
  ): Promise<string | undefined> {
    if (!open) return undefined;
    const { dataset, outcomes } = open;
    return scoreDataset({
      ...work,
      requests: dataset.requests,
      outcomes,
      async openScorer(total) {
        dispatch({ type: 'runStarted', startedAt: performance.now(), total });
        const onStep = (step: RunStep) => dispatch({ type: 'runStepped', step });
        return { score: createRequestScorer({ readImage: dataset.readImage, score: scorer.score, onStep }) };
      },
      onKept: (kept) => dispatch({ type: 'outcomesKept', count: kept.length }),
    });
  }

  const actions: BatchActions = {
    async start() {
      started ??= attempt(resumeInterrupted);
      await started;
      // What could not be read may be read the next time the page is looked at.
      if (store.getState().kept === undefined) started = undefined;
    },
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
    close() {
      checker.stop();
      dispatch({ type: 'closed' });
    },
    remove: (batch) =>
      attempt(async () => {
        await deleteBatch(batch);
        await refresh();
      }),
  };
  return actions;
}
