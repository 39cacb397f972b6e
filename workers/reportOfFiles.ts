import { datasetReport } from '../src/evaluation/datasetReport.ts';
import { guessSuite } from '../src/evaluation/figures.ts';
import { readResults } from '../src/formats/results/readResults.ts';
import type { BenchmarkReport, ReportApi } from '../src/rpc/reportApi.ts';
import { toTransferred } from '../src/rpc/transferError.ts';
import { blobSource } from '../src/packages/blobFolder.ts';

/** See `ReportApi.report`. */
export const reportOfFiles: ReportApi['report'] = async (files, onProgress): Promise<BenchmarkReport> => {
  try {
    const sources = files.map(({ name, blob }) => blobSource(name, blob));
    const results = await readResults(sources, (doneBytes, totalBytes) =>
      onProgress({ stage: 'reading', doneBytes, totalBytes }),
    );
    const report = datasetReport(results.items, { onProgress: (share) => onProgress({ stage: 'intervals', share }) });
    const { files: names, run } = results;
    return { ...report, files: names, run, suiteId: guessSuite(report, names)?.id };
  } catch (error) {
    throw toTransferred(error);
  }
};
