import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { MakeReportOptions } from '../../client/makeReport.ts';
import type { BenchmarkReport, ResultsFile } from '../../rpc/reportApi.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { reportedModel, type ReportedModel } from '../../core/score/scoreReport.ts';
import type { KeptBatch } from '../keptBatches/batchStore.ts';
import type { BenchmarkAction, BenchmarkState } from './benchmarkState.ts';
import type { Store } from '../ui/store.ts';
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
  /** Shows the report of results files. What was under way before is given up. */
  open(files: readonly ResultsFile[]): Promise<void>;
  /** Shows the report of a batch of this browser, as far as it is scored. */
  openBatch(batch: ReportableBatch): Promise<void>;
  cancel(): void;
  /** Batches that can be shown. */
  listBatches(): Promise<readonly KeptBatch[]>;
}

export interface BenchmarkTools {
  readonly makeReport: (
    files: readonly ResultsFile[],
    options: Pick<MakeReportOptions, 'signal' | 'onProgress'>,
  ) => Promise<BenchmarkReport>;
  readonly readScoredItems: (batchId: string) => Promise<readonly ScoredItem[]>;
  readonly listBatches: () => Promise<readonly KeptBatch[]>;
}

type Call = Parameters<BenchmarkTools['makeReport']>[1];

export function createBenchmarkActions(
  { dispatch }: Pick<Store<BenchmarkState, BenchmarkAction>, 'dispatch'>,
  { makeReport, readScoredItems, listBatches }: BenchmarkTools,
): BenchmarkActions {
  let current: AbortController | undefined;

  async function run(label: string, work: (call: Call) => Promise<BenchmarkReport>): Promise<void> {
    current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    current = controller;
    dispatch({ type: 'reportStarted', label, at: performance.now() });
    try {
      const report = await work({
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) dispatch({ type: 'reportProgressed', progress, at: performance.now() });
        },
      });
      if (!signal.aborted) dispatch({ type: 'reportMade', report });
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'reportFailed', error: toTransferred(error) });
    }
  }

  return {
    open: (files) => run(labelOf(files), (call) => makeReport(files, call)),
    openBatch: (batch) =>
      run(batch.name, async (call) => {
        const items = await readScoredItems(batch.id);
        if (items.length === 0) throw nothingScored(batch);
        const report = await makeReport([{ name: batch.name, blob: await scoresBlob(items) }], call);
        return { ...report, run: { model: reportedModel(batch.model), items: batch.itemCount } };
      }),
    listBatches,
    cancel() {
      current?.abort();
      dispatch({ type: 'reportCancelled' });
    },
  };
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
