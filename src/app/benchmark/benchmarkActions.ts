import { RESULT_ENDINGS } from '../../formats/results/resultEndings.ts';
import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { NothingScoredError } from '../../evaluation/report/nothingScoredError.ts';
import type { MakeReportOptions } from '../../client/makeReport.ts';
import type { MadeReport, ResultsFile } from '../../rpc/reportApi.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { reportedModel, type ReportedModel } from '../../core/score/scoreReport.ts';
import type { KeptBatch } from '../keptBatches/keptBatch.ts';
import type { BenchmarkAction, BenchmarkState, ReadPicture, ReportPictures } from './benchmarkState.ts';
import type { Store } from '../ui/store.ts';
import { namedApart } from './namedApart.ts';
import { scoresBlob } from './scoresBlob.ts';

export interface ReportableBatch extends Pick<KeptBatch, 'id' | 'datasetSha256' | 'name' | 'itemCount'> {
  readonly model: ReportedModel;
}

/** What the Benchmark page can do. Failures go into its state. */
export interface BenchmarkActions {
  /** Shows the report of results files; of several runs, their comparison. What was under way before is given up. */
  open(files: readonly ResultsFile[]): Promise<void>;
  /** Compares what is shown with further results. */
  compareWith(files: readonly ResultsFile[]): Promise<void>;
  /** Shows the report of a batch of this browser, as far as it is scored; with its pictures, where they can be read. */
  openBatch(batch: ReportableBatch, readPicture?: ReadPicture): Promise<void>;
  /** Shows the comparison of batches of this browser, as far as they are scored. */
  compareBatches(batches: readonly ReportableBatch[]): Promise<void>;
  cancel(): void;
  /** Batches that can be shown. */
  listBatches(): Promise<readonly KeptBatch[]>;
}

type Call = Pick<MakeReportOptions, 'signal' | 'onProgress'>;
type ReadInputs = () => Promise<readonly ResultsFile[]>;

export interface BenchmarkTools {
  readonly makeReport: (files: readonly ResultsFile[], call: Call) => Promise<MadeReport>;
  readonly makeBatchReport: (batch: ReportableBatch, call: Call) => Promise<MadeReport>;
  readonly readScoredItems: (batchId: string) => Promise<readonly ScoredItem[]>;
  readonly listBatches: () => Promise<readonly KeptBatch[]>;
}

export function createBenchmarkActions(
  { dispatch }: Pick<Store<BenchmarkState, BenchmarkAction>, 'dispatch'>,
  { makeReport, makeBatchReport, readScoredItems, listBatches }: BenchmarkTools,
): BenchmarkActions {
  let current: AbortController | undefined;
  /** What is shown, to be compared with more. */
  let readInputs: ReadInputs = readNothing;
  let pictures: ReportPictures = {};

  async function run(
    label: string,
    inputs: ReadInputs,
    work: (call: Call) => Promise<MadeReport>,
    of: ReportPictures = {},
  ): Promise<void> {
    current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    current = controller;
    dispatch({ type: 'reportStarted', label, at: performance.now() });
    try {
      const made = await work({
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) dispatch({ type: 'reportProgressed', progress, at: performance.now() });
        },
      });
      if (signal.aborted) return;
      readInputs = inputs;
      pictures = of;
      dispatch({ type: 'reportMade', made, ...of });
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'reportFailed', error: toTransferred(error) });
    }
  }

  const open = (files: readonly ResultsFile[]) =>
    run(
      labelOf(files),
      async () => files,
      (call) => makeReport(files, call),
    );
  const runRead = (label: string, read: ReadInputs, of?: ReportPictures) =>
    run(label, read, async (call) => makeReport(await read(), call), of);

  const readBatch = async (batch: ReportableBatch, folder = '') => {
    const items = await readScoredItems(batch.id);
    if (items.length === 0) throw new NothingScoredError(batch.name);
    return filesOfBatch(batch, items, folder);
  };

  return {
    open,
    compareWith(files) {
      const shown = readInputs;
      // The runs that are shown come first, so their pictures are the same ones.
      return runRead(labelOf(files), async () => namedApart([await shown(), files]), pictures);
    },
    openBatch: (batch, readPicture) =>
      run(
        batch.name,
        () => readBatch(batch),
        (call) => makeBatchReport(batch, call),
        { readPicture, datasets: [batch.datasetSha256] },
      ),
    compareBatches: (batches) =>
      runRead(
        `${batches.length} batches`,
        async () => {
          const files: ResultsFile[] = [];
          for (const [k, batch] of batches.entries()) files.push(...(await readBatch(batch, `${k + 1}/`)));
          return files;
        },
        { datasets: batches.map(({ datasetSha256 }) => datasetSha256) },
      ),
    listBatches,
    cancel() {
      current?.abort();
      dispatch({ type: 'reportCancelled' });
    },
  };
}

async function readNothing(): Promise<readonly ResultsFile[]> {
  return [];
}

/** What a batch's scores would be called as a file. */
export function scoresFile(name: string): string {
  return name.replace(/\.[^.]*$/, '') + RESULT_ENDINGS.scores;
}

/** As they would be exported, so that one reader reads all results. `folder` tells batches of one name apart. */
export async function filesOfBatch(
  { name, model, itemCount }: Omit<ReportableBatch, 'id' | 'datasetSha256'>,
  items: readonly ScoredItem[],
  folder: string,
): Promise<ResultsFile[]> {
  const stem = folder + name.replace(/\.[^.]*$/, '');
  const run = { model: reportedModel(model), items: itemCount, leaderboards: {} };
  return [
    { name: folder + scoresFile(name), blob: await scoresBlob(items) },
    { name: stem + RESULT_ENDINGS.report, blob: new Blob([JSON.stringify(run)]) },
  ];
}

function labelOf(files: readonly ResultsFile[]): string {
  const [first] = files;
  return first && files.length === 1 ? first.name : `${files.length} files`;
}
