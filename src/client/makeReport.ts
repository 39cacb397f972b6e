import * as Comlink from 'comlink';
import { AbortError, throwIfAborted } from '../core/errors.ts';
import type {
  BatchPortion,
  BenchmarkReport,
  ClosenessReport,
  MadeReport,
  ReportApi,
  ReportedBatch,
  ReportProgress,
  ResultsFile,
} from '../rpc/reportApi.ts';
import { connectWorker, type SpawnedWorker, type WorkerConnection } from './workerConnection.ts';

export interface MakeReportOptions {
  readonly spawn: () => SpawnedWorker;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReportProgress) => void) | undefined;
}

/**
 * Reads results files and makes their report, in a worker of its own that ends with it. Rejects with an `EditRewardError`
 * whose name is that of the failure: `ResultsFileError`, `FileReadError`, `AbortError`, `WorkerDiedError`.
 */
export function makeReport(files: readonly ResultsFile[], options: MakeReportOptions): Promise<MadeReport> {
  return inWorker(options, ({ api, settle }, hear) => settle<MadeReport>(api.report(files, hear)));
}

/** How close a run is to another one. Rejects with `ClosenessError` as well. */
export function makeCloseness(
  first: readonly ResultsFile[],
  second: readonly ResultsFile[],
  options: MakeReportOptions,
): Promise<ClosenessReport> {
  return inWorker(options, ({ api, settle }, hear) => settle<ClosenessReport>(api.closeness(first, second, hear)));
}

/** A report of a batch whose items and outcomes come in portions. Rejects with `NothingScoredError` as well. */
export function makeBatchReport(
  batch: ReportedBatch,
  portions: AsyncIterable<BatchPortion>,
  options: MakeReportOptions,
): Promise<BenchmarkReport> {
  return inWorker(options, async ({ api, settle }, hear) => {
    let taken: Promise<unknown> = Promise.resolve();
    // While the worker takes one, the next one is read.
    for await (const portion of portions) {
      await taken;
      throwIfAborted(options.signal);
      taken = settle(api.take(portion));
      taken.catch(() => undefined); // it is heard of above or below, once what is being read is there
    }
    await taken;
    return settle(api.reportBatch(batch, hear));
  });
}

type Hear = (progress: ReportProgress) => void;

async function inWorker<Made>(
  { spawn, signal, onProgress }: MakeReportOptions,
  work: (connection: WorkerConnection<ReportApi>, hear: Hear & Comlink.ProxyMarked) => Promise<Made>,
): Promise<Made> {
  throwIfAborted(signal);
  const connection = connectWorker<ReportApi>(spawn(), () => undefined, 'report maker');
  try {
    const hear = Comlink.proxy((progress: ReportProgress) => onProgress?.(progress));
    return await Promise.race([work(connection, hear), rejectOnAbort(signal)]);
  } finally {
    connection.close('its work is over');
  }
}

function rejectOnAbort(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError()), { once: true }));
}
