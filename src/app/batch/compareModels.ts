import { makeCloseness, type MakeReportOptions } from '../../client/makeReport.ts';
import { spawnReport } from '../../client/spawnWorker.ts';
import { EditRewardError, throwIfAborted } from '../../core/errors.ts';
import { closenessDocument } from '../../evaluation/closeness/closenessDocument.ts';
import { documentMarkdown } from '../../evaluation/report/reportMarkdown.ts';
import { fromTransferred } from '../../core/remoteError.ts';
import { filesOfBatch } from '../benchmark/benchmarkActions.ts';
import { batchId } from '../keptBatches/keptBatch.ts';
import { readScoredItems } from '../keptBatches/batchStore.ts';
import type { ClosenessHooks, ClosenessResult, Contender } from '../keptModels/openedBatch.ts';
import type { NamedLocation } from '../model/pageAddress.ts';
import type { ModelStore } from '../model/modelState.ts';
import { NothingScoredError } from '../../evaluation/report/nothingScoredError.ts';
import type { BatchActions } from './batchActions.ts';
import { BatchRunningError } from './batchErrors.ts';
import { isBusy, type BatchStore } from './batchState.ts';
import type { OpenDataset } from './openDataset.ts';
import { readyModel } from './readyModel.ts';

/** A comparison of models did not come to its end: the batch was closed, or its scoring was stopped. */
export class ComparisonStoppedError extends EditRewardError {
  override readonly name = 'ComparisonStoppedError';
}

type ResultsFiles = Parameters<typeof makeCloseness>[0];

/** What comparing acts on; another in a test. */
export interface CompareTools {
  readonly store: BatchStore;
  readonly actions: Pick<BatchActions, 'score' | 'stop'>;
  readonly model: ModelStore;
  /** Resolves when it is in use, or its failure is in the state. */
  readonly loadModel: (model: NamedLocation) => Promise<void>;
  readonly readScored: typeof readScoredItems;
  readonly makeCloseness: (
    first: ResultsFiles,
    second: ResultsFiles,
    options: Omit<MakeReportOptions, 'spawn'>,
  ) => ReturnType<typeof makeCloseness>;
}

export const COMPARE_PLATFORM: Pick<CompareTools, 'readScored' | 'makeCloseness'> = {
  readScored: readScoredItems,
  makeCloseness: (first, second, options) => makeCloseness(first, second, { ...options, spawn: spawnReport }),
};

/** See `OpenedBatch.compare`. */
export async function compareModels(
  tools: CompareTools,
  dataset: OpenDataset,
  [first, second]: readonly [Contender, Contender],
  hooks: ClosenessHooks,
): Promise<ClosenessResult> {
  const { open } = tools.store.getState();
  if (open && isBusy(open)) throw new BatchRunningError(dataset.name);
  const files = [
    await resultsOf(tools, dataset, first, '1/', hooks),
    await resultsOf(tools, dataset, second, '2/', hooks),
  ] as const;
  const report = await tools.makeCloseness(...files, {
    signal: hooks.signal,
    onProgress: (progress) =>
      hooks.onStep({ text: 'comparing', ...(progress.stage === 'intervals' && { done: progress.share, total: 1 }) }),
  });
  const document = closenessDocument(report);
  const { title, sections } = document;
  return { title, sections, markdown: documentMarkdown(document), json: `${JSON.stringify(report, undefined, 2)}\n` };
}

/** The scores of a contender, as its file would have them. `folder` tells two files of one name apart. */
async function resultsOf(
  tools: CompareTools,
  dataset: OpenDataset,
  contender: Contender,
  folder: string,
  hooks: ClosenessHooks,
): Promise<ResultsFiles> {
  if (contender.kind === 'results') return [{ name: contender.file.name, blob: contender.file }];
  const stopTelling = tellSteps(tools, contender.label, hooks);
  const pause = () => tools.actions.stop('paused');
  hooks.signal.addEventListener('abort', pause);
  try {
    await useModel(tools, contender);
    throwIfAborted(hooks.signal);
    await scoreAll(tools, dataset);
    throwIfAborted(hooks.signal);
  } finally {
    hooks.signal.removeEventListener('abort', pause);
    stopTelling();
  }
  const model = readyModel(tools.model);
  const { name, sha256, items } = dataset;
  const scored = model ? await tools.readScored(batchId(model, sha256)) : [];
  if (!model || scored.length === 0) throw new NothingScoredError(name);
  return filesOfBatch({ name, model, itemCount: items.length }, scored, folder);
}

async function useModel({ model, loadModel }: CompareTools, contender: NamedLocation): Promise<void> {
  await loadModel(contender);
  const { model: state } = model.getState();
  if (state.kind === 'failed') throw fromTransferred(state.error);
  if (state.kind !== 'ready') throw stopped('another model was chosen');
}

/** What is scored already is compared with its pictures, and kept. Pictures that cannot be scored are in no figure. */
async function scoreAll({ store, actions }: CompareTools, dataset: OpenDataset): Promise<void> {
  if (store.getState().open?.dataset !== dataset) throw stopped('another batch was opened');
  await actions.score('unscored');
  const { open } = store.getState();
  if (open?.dataset !== dataset) throw stopped('another batch was opened');
  if (open.run.kind === 'failed') throw fromTransferred(open.run.error);
  if (open.run.kind !== 'done') throw stopped('its scoring was stopped');
}

function stopped(why: string): ComparisonStoppedError {
  return new ComparisonStoppedError(
    `The comparison did not end: ${why}. What was scored is kept: compare again to go on.`,
  );
}

/** Returns what ends it. */
function tellSteps({ store, model }: CompareTools, label: string, { onStep }: ClosenessHooks): () => void {
  const tell = () => {
    const run = store.getState().open?.run;
    if (model.getState().model.kind === 'loading') onStep({ text: `loading ${label}` });
    else if (run?.kind === 'running') onStep({ text: `scoring with ${label}`, done: run.done, total: run.total });
  };
  const stops = [store.subscribe(tell), model.subscribe(tell)];
  return () => {
    for (const stop of stops) stop();
  };
}
