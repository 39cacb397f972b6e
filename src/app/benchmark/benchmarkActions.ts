import { RESULT_ENDINGS } from '../../formats/results/resultEndings.ts';
import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { MakeReportOptions } from '../../client/makeReport.ts';
import type { MadeReport, ResultsFile } from '../../rpc/reportApi.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { reportedModel, type ReportedModel } from '../../core/score/scoreReport.ts';
import type { KeptBatch } from '../keptBatches/batchStore.ts';
import type { BenchmarkAction, BenchmarkState } from './benchmarkState.ts';
import type { Store } from '../ui/store.ts';
import { namedApart } from './namedApart.ts';
import { scoresBlob } from './scoresBlob.ts';

/** A batch has no item all of whose edits are scored. */
export class NothingScoredError extends EditRewardError {
  override readonly name = 'NothingScoredError';
}

export interface ReportableBatch extends Pick<KeptBatch, 'id' | 'name' | 'itemCount'> {
  readonly model: ReportedModel;
}

/** What the Benchmark page can do. Failures go into its state. */
export interface BenchmarkActions {
  /** Shows the report of results files; of several runs, their comparison. What was under way before is given up. */
  open(files: readonly ResultsFile[]): Promise<void>;
  /** Compares what is shown with further results. */
  compareWith(files: readonly ResultsFile[]): Promise<void>;
  /** Shows the report of a batch of this browser, as far as it is scored. */
  openBatch(batch: ReportableBatch): Promise<void>;
  /** Shows the comparison of batches of this browser, as far as they are scored. */
  compareBatches(batches: readonly ReportableBatch[]): Promise<void>;
  cancel(): void;
  /** Batches that can be shown. */
  listBatches(): Promise<readonly KeptBatch[]>;
}

export interface BenchmarkTools {
  readonly makeReport: (
    files: readonly ResultsFile[],
    options: Pick<MakeReportOptions, 'signal' | 'onProgress'>,
  ) => Promise<MadeReport>;
  readonly readScoredItems: (batchId: string) => Promise<readonly ScoredItem[]>;
  readonly listBatches: () => Promise<readonly KeptBatch[]>;
}

export function createBenchmarkActions(
  { dispatch }: Pick<Store<BenchmarkState, BenchmarkAction>, 'dispatch'>,
  { makeReport, readScoredItems, listBatches }: BenchmarkTools,
): BenchmarkActions {
  let current: AbortController | undefined;
  /** What is shown, to be compared with more. */
  let inputs: readonly ResultsFile[] = [];

  async function run(
    label: string,
    given: readonly ResultsFile[] | (() => Promise<readonly ResultsFile[]>),
  ): Promise<void> {
    current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    current = controller;
    dispatch({ type: 'reportStarted', label, at: performance.now() });
    try {
      const files = typeof given === 'function' ? await given() : given;
      const made = await makeReport(files, {
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) dispatch({ type: 'reportProgressed', progress, at: performance.now() });
        },
      });
      if (signal.aborted) return;
      inputs = files;
      dispatch({ type: 'reportMade', made });
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'reportFailed', error: toTransferred(error) });
    }
  }

  const open = (files: readonly ResultsFile[]) => run(labelOf(files), files);
  const readBatch = async (batch: ReportableBatch, folder = '') => {
    const items = await readScoredItems(batch.id);
    if (items.length === 0) throw nothingScored(batch);
    return filesOfBatch(batch, items, folder);
  };

  return {
    open,
    compareWith: (files) => open(namedApart([inputs, files])),
    openBatch: (batch) => run(batch.name, () => readBatch(batch)),
    compareBatches: (batches) =>
      run(`${batches.length} batches`, async () => {
        const files: ResultsFile[] = [];
        for (const [k, batch] of batches.entries()) files.push(...(await readBatch(batch, `${k + 1}/`)));
        return files;
      }),
    listBatches,
    cancel() {
      current?.abort();
      dispatch({ type: 'reportCancelled' });
    },
  };
}

/** As they would be exported, so that one reader reads all results. `folder` tells batches of one name apart. */
async function filesOfBatch(
  { name, model, itemCount }: ReportableBatch,
  items: readonly ScoredItem[],
  folder: string,
): Promise<ResultsFile[]> {
  const stem = folder + name.replace(/\.[^.]*$/, '');
  const run = { model: reportedModel(model), items: itemCount, leaderboards: {} };
  return [
    { name: stem + RESULT_ENDINGS.scores, blob: await scoresBlob(items) },
    { name: stem + RESULT_ENDINGS.report, blob: new Blob([JSON.stringify(run)]) },
  ];
}

function labelOf(files: readonly ResultsFile[]): string {
  const [first] = files;
  return first && files.length === 1 ? first.name : `${files.length} files`;
}

function nothingScored({ name }: ReportableBatch): NothingScoredError {
  return new NothingScoredError(`No item of ${name} has all its scores yet. Score it on the Batch page first.`, {
    file: name,
  });
}
