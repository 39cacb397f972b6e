import { digestSource } from '../core/bytes/sha256.ts';
import { comparisonReport } from '../evaluation/comparison/comparisonReport.ts';
import { benchmarkReport, type DataFile } from '../evaluation/report/benchmarkReport.ts';
import { readResults, type Results } from '../formats/results/readResults.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { MadeReport, ReportApi } from '../rpc/reportApi.ts';
import { transferring } from './transferring.ts';

/** See `ReportApi.report`. */
export const reportOfFiles: ReportApi['report'] = (files, onProgress) =>
  transferring(async (): Promise<MadeReport> => {
    const sources = files.map(({ name, blob }) => blobSource(name, blob));
    const runs = await readResults(sources, (doneBytes, totalBytes) =>
      onProgress({ stage: 'reading', doneBytes, totalBytes }),
    );
    const all = await Promise.all(runs.map(async (results) => ({ results, data: await digestsOf(results) })));
    const [only, ...others] = all;
    if (only && others.length === 0) {
      return benchmarkReport(only.results, only.data, {
        onProgress: (share) => onProgress({ stage: 'intervals', share }),
      });
    }
    return comparisonReport(all, (share) => onProgress({ stage: 'intervals', share }));
  });

function digestsOf({ data }: Results): Promise<DataFile[]> {
  return Promise.all(data.map(async (source) => ({ name: source.name, sha256: await digestSource(source) })));
}
