import { withInterrupt } from '../../interrupt.ts';
import { rowLines } from './datasetSummary.ts';
import type { DatasetOptions } from './evaluateArgs.ts';
import { openDataset, type OpenedDataset } from './openDataset.ts';
import { reportPart, reportResults } from './reportResults.ts';
import { openEvaluation, scoreEvaluation } from './scoreEvaluation.ts';

/** Scores a dataset, or a part of it, going on where an earlier run ended; with all of it done, writes the results. */
export function evaluateDataset(options: DatasetOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const opened = await openDataset(options);
    const evaluation = await openEvaluation(options, opened);
    tellRows(opened);
    const { pictures, use, transparent } = await scoreEvaluation(evaluation, signal);
    const { model, requests, outcomes } = evaluation;
    if (options.part.count > 1) return reportPart(options, opened, requests, outcomes);
    return reportResults(options, { opened, model, outcomes, pictures, use, transparent });
  });
}

/** What cannot be used of a dataset, and what has to be known of the rest. */
export function tellRows({ label, dataset }: OpenedDataset): void {
  for (const line of rowLines(label, dataset)) console.error(`editreward: ${line}`);
}
