import { datasetReport } from '../evaluation/datasetReport.ts';
import { guessSuite } from '../evaluation/figures.ts';
import { readResults } from '../formats/results/readResults.ts';
import type { BenchmarkReport, ReportApi } from '../rpc/reportApi.ts';
import { transferring } from './transferring.ts';
import { blobSource } from '../packages/blobFolder.ts';

/** See `ReportApi.report`. */
export const reportOfFiles: ReportApi['report'] = (files, onProgress) =>
  transferring(async (): Promise<BenchmarkReport> => {
    const sources = files.map(({ name, blob }) => blobSource(name, blob));
    const results = await readResults(sources, (doneBytes, totalBytes) =>
      onProgress({ stage: 'reading', doneBytes, totalBytes }),
    );
    const report = datasetReport(results.items, { onProgress: (share) => onProgress({ stage: 'intervals', share }) });
    const { files: names, run } = results;
    return { ...report, files: names, run, suiteId: guessSuite(report, names)?.id };
  });
