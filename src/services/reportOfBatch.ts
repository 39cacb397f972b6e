import { joinScores } from '../batch/joinScores.ts';
import { Outcomes } from '../batch/outcomes.ts';
import { unpackOutcomes } from '../batch/packedOutcomes.ts';
import { digestParts } from '../core/bytes/sha256.ts';
import type { DatasetItem } from '../core/dataset/datasetItem.ts';
import { fromPortable } from '../core/dataset/portableItem.ts';
import { applyPreference } from '../core/dataset/preference.ts';
import { benchmarkReport } from '../evaluation/report/benchmarkReport.ts';
import { NothingScoredError } from '../evaluation/report/nothingScoredError.ts';
import { scoreLines } from '../formats/results/scoreLine.ts';
import { textParts } from '../formats/results/textParts.ts';
import type { ReportApi } from '../rpc/reportApi.ts';
import { transferring } from './transferring.ts';

/** A report of a batch that comes in portions. What was taken is gone with the report. */
export function createBatchReporter(): Pick<ReportApi, 'take' | 'reportBatch'> {
  let items: DatasetItem[] = [];
  let outcomes = new Outcomes();

  return {
    async take(portion) {
      for (const item of portion.items) items.push(fromPortable(item, readNothing));
      outcomes.add(portion.outcomes);
      if (portion.packed) outcomes.add(unpackOutcomes(portion.packed));
    },
    reportBatch: ({ name, file, run, preference }, onProgress) =>
      transferring(async () => {
        const { scored } = joinScores(applyPreference(items, preference), outcomes.outcomeOf);
        [items, outcomes] = [[], new Outcomes()];
        if (scored.length === 0) throw new NothingScoredError(name);
        const report = benchmarkReport({ files: [file], items: scored, run }, [], {
          onProgress: (share) => onProgress({ stage: 'intervals', share }),
          onEditors: (editors, ofPrompts) => onProgress({ stage: 'editors', editors, ofPrompts }),
        });
        // As the file of its scores would have: the same command makes the same of it.
        const sha256 = await digestParts(textParts(scored, scoreLines));
        return { ...report, data: [{ name: file, sha256 }] };
      }),
  };
}

function readNothing(name: string): Promise<never> {
  return Promise.reject(new RangeError(`A report reads no pictures, and ${name} was asked for.`));
}
