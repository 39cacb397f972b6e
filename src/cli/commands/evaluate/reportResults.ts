import type { CheckCounts } from '../../../batch/checkKept.ts';
import { countDevices } from '../../../batch/deviceCounts.ts';
import type { Outcomes } from '../../../batch/outcomes.ts';
import type { DatasetRequest, Part } from '../../../batch/planRequests.ts';
import { datasetKind, type RowProblem } from '../../../core/dataset/datasetItem.ts';
import { likeProblems, linesText } from '../../../core/dataset/likeProblems.ts';
import { kindWords } from '../../../core/dataset/kindWords.ts';
import type { ReportedModel } from '../../../core/score/scoreReport.ts';
import { EXIT_FAILED, EXIT_OK } from '../../command.ts';
import { describeUse, type DeviceUse } from './deviceUse.ts';
import { datasetSummary } from './datasetSummary.ts';
import { joinThatCounts, mergeCommand, type DatasetChoice, type OpenedDataset } from './openDataset.ts';
import { writeResults, type DatasetResults } from './writeResults.ts';

/** A dataset with all that a model made of it. */
export interface ScoredEvaluation {
  readonly opened: OpenedDataset;
  readonly model: ReportedModel;
  readonly outcomes: Outcomes;
  /** What is known of the pictures that were scored before. */
  readonly pictures: CheckCounts;
  /** Of this run; undefined when it had nothing to score. */
  readonly use?: DeviceUse | undefined;
  /** Those of the pictures scored in this run that have transparent parts. */
  readonly transparent?: readonly string[] | undefined;
}

/** Writes the results of a dataset, prints them, and resolves with the exit code. Throws `ResultsWriteError`. */
export async function reportResults(
  { out, json }: { readonly out: string; readonly json: boolean },
  { opened, model, outcomes, pictures, use, transparent = [] }: ScoredEvaluation,
): Promise<number> {
  const { dataset, name, confidence, preference } = opened;
  const scores = joinThatCounts(opened, outcomes.outcomeOf);
  const devices = countDevices(outcomes.values());
  const results = await writeResults(out, name, { model, dataset, preference, scores, pictures, devices, confidence });
  const ofRun = { ...(use && { use }), ...(transparent.length > 0 && { transparent }) };
  console.log(json ? JSON.stringify({ ...results, ...ofRun }, undefined, 2) : text(results, out, name, use));
  return results.unscored.length > 0 ? EXIT_FAILED : EXIT_OK;
}

/** How busy the device was is told of the run, not of the dataset: its files are the same after one run and after several. */
function text(results: DatasetResults, out: string, name: string, use: DeviceUse | undefined): string {
  return [datasetSummary(results, out, name), ...(use ? ['', describeUse(use)] : [])].join('\n');
}

/** Says of a part how much of it is scored, and how the parts are joined. Returns the exit code. */
export function reportPart(
  options: DatasetChoice & { readonly part: Part; readonly out: string },
  { allItems }: OpenedDataset,
  requests: readonly DatasetRequest[],
  { outcomeOf }: Outcomes,
): number {
  const pictures = requests.flatMap((request) => request.pictures);
  const outcomes = pictures.map(({ uses }) => outcomeOf(uses[0]));
  const failed = outcomes.flatMap((outcome, k): RowProblem[] => {
    const { line = 0 } = pictures[k]?.uses[0] ?? {};
    return outcome && 'error' in outcome ? [{ line, message: outcome.error.message }] : [];
  });
  for (const { lines, message } of likeProblems(failed)) console.error(`editreward: ${linesText(lines)}: ${message}`);
  const { part, out } = options;
  const { many } = kindWords(datasetKind(allItems));
  console.log(
    `Part ${part.index} of ${part.count}: ${pictures.length - failed.length} ${many} scored, ${failed.length} failed.\n` +
      `With all parts done: ${mergeCommand(options, out)}`,
  );
  return failed.length > 0 ? EXIT_FAILED : EXIT_OK;
}
