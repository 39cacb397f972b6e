import * as Comlink from 'comlink';
import { AbortError, throwIfAborted } from '../core/errors.ts';
import type { MadeReport, ReportApi, ReportProgress, ResultsFile } from '../rpc/reportApi.ts';
import { connectWorker, type SpawnedWorker } from './workerConnection.ts';

export interface MakeReportOptions {
  readonly spawn: () => SpawnedWorker;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReportProgress) => void) | undefined;
}

/**
 * Reads results files and makes their report, in a worker of its own that ends with it. Rejects with an `EditRewardError`
 * whose name is that of the failure: `ResultsFileError`, `FileReadError`, `AbortError`, `WorkerDiedError`.
 */
export async function makeReport(
  files: readonly ResultsFile[],
  { spawn, signal, onProgress }: MakeReportOptions,
): Promise<MadeReport> {
  throwIfAborted(signal);
  const { api, settle, close } = connectWorker<ReportApi>(spawn(), () => undefined, 'report maker');
  try {
    const report = (progress: ReportProgress) => onProgress?.(progress);
    return await Promise.race([settle<MadeReport>(api.report(files, Comlink.proxy(report))), rejectOnAbort(signal)]);
  } finally {
    close('its work is over');
  }
}

function rejectOnAbort(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError()), { once: true }));
}
