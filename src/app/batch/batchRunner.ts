import { Outcomes } from '../../batch/outcomes.ts';
import type { OutcomeStore } from '../../batch/outcomeStore.ts';
import { countPictures } from '../../batch/planRequests.ts';
import { scoreDataset } from '../../batch/scoreDataset.ts';
import { selectRequests, type Selection } from '../../batch/selectRequests.ts';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { requireSameKind } from '../../core/dataset/datasetKindError.ts';
import { isSameModel } from '../../core/score/scoreReport.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { outcomeStoreOf } from '../keptBatches/batchStore.ts';
import { batchId, type RunState } from '../keptBatches/keptBatch.ts';
import { keepPacked } from '../keptBatches/packedRecords.ts';
import { loadedModel } from '../model/modelState.ts';
import { attempt } from './attempt.ts';
import type { BatchTools } from './batchEnvironment.ts';
import { BatchBusyError } from './batchErrors.ts';
import { isBusy, type BatchRun, type OpenBatch } from './batchState.ts';
import { keepOpened } from './keepOpened.ts';
import { modelInputOf, picturesAhead } from './modelInput.ts';
import { runAtRest } from './openBatch.ts';
import { readyModel } from './readyModel.ts';
import { refreshKept } from './refreshKept.ts';
import { createRequestScorer, type RunStep } from './requestScorer.ts';

/** Scores the open batch, one run at a time, and keeps what comes of it. */
export class BatchRunner {
  readonly #tools: BatchTools;
  #running = new AbortController();
  /** What a run becomes that is stopped. */
  #ending: RunState = 'stopped';

  constructor(tools: BatchTools) {
    this.#tools = tools;
  }

  /** Scores with the loaded model, or with the one that is loading once it is there. Never rejects. */
  async score(selection: Selection): Promise<void> {
    const { store, model: modelStore } = this.#tools;
    const { open } = store.getState();
    if (!open?.files || isBusy(open)) return;
    const model = readyModel(modelStore);
    if (!model) {
      if (modelStore.getState().model.kind === 'loading') store.dispatch({ type: 'runWaits' });
      return;
    }
    this.#running = new AbortController();
    this.#ending = 'stopped';
    // At once, so that a second click does not start another; how much there is to do is known soon.
    this.#tellStarted(0);
    try {
      await this.#run(open, model, selection);
    } catch (error) {
      store.dispatch({ type: 'runEnded', run: { kind: 'failed', error: toTransferred(error) } });
    }
    await attempt(store, () => refreshKept(store));
  }

  /** Stops after the current step. A paused batch goes on as it was; a cancelled one is finished as far as it is. */
  stop(how: 'paused' | 'stopped'): void {
    const { dispatch, getState } = this.#tools.store;
    this.#ending = how;
    this.#running.abort();
    if (getState().open?.run.kind === 'waiting') dispatch({ type: 'runEnded', run: { kind: how } });
    else dispatch({ type: 'runEnding' });
  }

  #tellStarted(total: number): void {
    this.#tools.store.dispatch({ type: 'runStarted', startedAt: performance.now(), total });
  }

  /** Unless another tab does. What state the batch is in is kept before it is shown. */
  async #run(open: OpenBatch, model: BatchModel, selection: Selection): Promise<void> {
    const { model: modelStore, store, holdBatch } = this.#tools;
    const { name, items, sha256 } = open.dataset;
    const judge = loadedModel(modelStore.getState());
    if (judge) requireSameKind(name, datasetKind(items), judge);
    const id = batchId(model, sha256);
    const ran = await holdBatch(id, async () => {
      await keepOpened(open, model, 'running');
      const run = await this.#scoreAll(model, outcomeStoreOf(id), selection);
      this.#countUnknown();
      await keepOpened(open, model, run.kind === 'done' ? 'done' : this.#ending);
      store.dispatch({ type: 'runEnded', run });
    });
    if (!ran) throw new BatchBusyError(name);
    // What shows the batch next reads it the quicker; nobody waits for it.
    keepPacked(id).catch(() => undefined);
  }

  /** How it ended. */
  async #scoreAll(model: BatchModel, kept: OutcomeStore, selection: Selection): Promise<BatchRun> {
    const { signal } = this.#running;
    const check = async () => this.#tools.checker.check(await kept.read(), signal);
    try {
      const open = this.#withOutcomesOf(model);
      const mixed = open && (await this.#scoreSelected(open, { store: kept, selection, check, signal }));
      // One that changed while it was scored has scores of two pictures, until they are compared.
      if (mixed !== undefined) await check();
      return { kind: 'done' };
    } catch (error) {
      if (!signal.aborted) this.#ending = 'paused';
      return signal.aborted ? runAtRest(this.#ending) : { kind: 'failed', error: toTransferred(error) };
    }
  }

  /** The open batch, with nothing of another model. */
  #withOutcomesOf(model: BatchModel): OpenBatch | undefined {
    const { dispatch, getState } = this.#tools.store;
    const shown = getState().open?.model;
    if (!shown || !isSameModel(shown, model)) dispatch({ type: 'modelChosen', model, outcomes: new Outcomes() });
    return getState().open;
  }

  #scoreSelected({ dataset, outcomes }: OpenBatch, how: ScoringChoice): Promise<string | undefined> {
    const { store, scorer, datasets } = this.#tools;
    const { requests, readImage } = dataset;
    const onStep = (step: RunStep) => store.dispatch({ type: 'runStepped', step });
    return scoreDataset({
      ...how,
      requests,
      outcomes,
      openScorer: async (total) => {
        this.#tellStarted(total);
        const status = loadedModel(this.#tools.model.getState());
        const input = status && modelInputOf(status);
        return createRequestScorer({
          readImage,
          score: scorer.score,
          onStep,
          ahead: input && {
            prepare: (name, blob) => datasets.prepare(name, blob, input),
            most: picturesAhead(input.inForce),
          },
        });
      },
      onKept: (kept) => store.dispatch({ type: 'outcomesKept', count: kept.length }),
    });
  }

  /** Scores of unknown pictures: those that were scored again are known now. */
  #countUnknown(): void {
    const { dispatch, getState } = this.#tools.store;
    const { open } = getState();
    if (open?.check?.kind !== 'done' || open.check.unknown === 0) return;
    const unknown = countPictures(selectRequests(open.dataset.requests, open.outcomes, 'unknown'));
    dispatch({ type: 'picturesChecked', check: { ...open.check, unknown } });
  }
}

type ScoringChoice = Pick<Parameters<typeof scoreDataset>[0], 'store' | 'selection' | 'check' | 'signal'>;
