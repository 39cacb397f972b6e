import { digestSource } from '../core/bytes/sha256.ts';
import { benchmarkReport, type DataFile } from '../evaluation/report/benchmarkReport.ts';
import { readResults, type Results } from '../formats/results/readResults.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { BenchmarkReport, ReportApi } from '../rpc/reportApi.ts';
import { transferring } from './transferring.ts';

/** See `ReportApi.report`. */
export const reportOfFiles: ReportApi['report'] = (files, onProgress) =>
  transferring(async (): Promise<BenchmarkReport> => {
    const sources = files.map(({ name, blob }) => blobSource(name, blob));
    const results = await readResults(sources, (doneBytes, totalBytes) =>
      onProgress({ stage: 'reading', doneBytes, totalBytes }),
    );
    const data = await digestsOf(results);
    return benchmarkReport(results, data, { onProgress: (share) => onProgress({ stage: 'intervals', share }) });
  });

function digestsOf({ data }: Results): Promise<DataFile[]> {
  return Promise.all(data.map(async (source) => ({ name: source.name, sha256: await digestSource(source) })));
}
