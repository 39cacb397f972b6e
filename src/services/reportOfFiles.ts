import { at } from '../core/at.ts';
import { digestSource } from '../core/bytes/sha256.ts';
import { closenessReport } from '../evaluation/closeness/closenessReport.ts';
import { comparisonReport, type ComparedResults } from '../evaluation/comparison/comparisonReport.ts';
import { benchmarkReport, type DataFile } from '../evaluation/report/benchmarkReport.ts';
import { readResults, type Results } from '../formats/results/readResults.ts';
import { blobSource } from '../packages/blobFolder.ts';
import type { MadeReport, ReportApi, ReportProgress, ResultsFile } from '../rpc/reportApi.ts';
import { transferring } from './transferring.ts';

type OnProgress = (progress: ReportProgress) => void;

/** See `ReportApi.report`. */
export const reportOfFiles: ReportApi['report'] = (files, onProgress) =>
  transferring(async (): Promise<MadeReport> => {
    const all = await readRuns(files, onProgress);
    const [only, ...others] = all;
    if (only && others.length === 0) {
      return benchmarkReport(only.results, only.data, {
        onProgress: (share) => onProgress({ stage: 'intervals', share }),
      });
    }
    return comparisonReport(all, (share) => onProgress({ stage: 'intervals', share }));
  });

/** See `ReportApi.closeness`. */
export const closenessOfFiles: ReportApi['closeness'] = (first, second, onProgress) =>
  transferring(async () => {
    const runs = [await readRuns(first, onProgress), await readRuns(second, onProgress)] as const;
    return closenessReport([at(runs[0], 0), at(runs[1], 0)], (share) => onProgress({ stage: 'intervals', share }));
  });

async function readRuns(files: readonly ResultsFile[], onProgress: OnProgress): Promise<ComparedResults[]> {
  const sources = files.map(({ name, blob }) => blobSource(name, blob));
  const runs = await readResults(sources, (doneBytes, totalBytes) =>
    onProgress({ stage: 'reading', doneBytes, totalBytes }),
  );
  return Promise.all(runs.map(async (results) => ({ results, data: await digestsOf(results) })));
}

function digestsOf({ data }: Results): Promise<DataFile[]> {
  return Promise.all(data.map(async (source) => ({ name: source.name, sha256: await digestSource(source) })));
}
