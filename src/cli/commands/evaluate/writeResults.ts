import type { CheckCounts } from '../../../batch/checkKept.ts';
import type { DeviceCount } from '../../../batch/deviceCounts.ts';
import type { ScoredDataset, UnscoredItem } from '../../../batch/joinScores.ts';
import { datasetKind, type Dataset, type DatasetItem, type RowProblem } from '../../../core/dataset/datasetItem.ts';
import { judgementOf } from '../../../core/dataset/judgement.ts';
import { countOpenPairs, type Preference } from '../../../core/dataset/preference.ts';
import type { ReportedModel } from '../../../core/score/scoreReport.ts';
import { datasetReport, type DatasetReport } from '../../../evaluation/datasetReport.ts';
import { officialAccuracy, officialLog } from '../../../evaluation/officialFiles.ts';
import { RESULT_ENDINGS } from '../../../formats/results/resultEndings.ts';
import { scoreLines } from '../../../formats/results/scoreLine.ts';
import { prettyJson } from '../../../formats/results/textParts.ts';
import type { ConfidenceChoice } from './openDataset.ts';
import { writeTogether } from './writeTogether.ts';

/** How many scores are of which pictures, for the report. */
export interface PictureCounts {
  /** Scored again, for their pictures had changed. */
  readonly scoredAgain: number;
  /** Kept, although their pictures are not there to be checked. */
  readonly missing: number;
  /** Kept by a version that did not note their pictures. */
  readonly unknown: number;
}

/** What stands in `<name>_report.json`. */
export interface DatasetResults extends DatasetReport {
  readonly model: ReportedModel;
  /** Where the scores were computed. Those of version 0.1 do not say. */
  readonly devices: readonly DeviceCount[];
  readonly items: number;
  /** Rows that cannot be used, and rows that are used though something in them has to be told. */
  readonly problems: Dataset['problems'];
  readonly notices: Dataset['notices'];
  /** How the rows were understood, where that is not plain. */
  readonly notes?: Dataset['notes'];
  /** Rows whose judgement was not understood: they are scored, and no figure counts them. */
  readonly unreadable: readonly RowProblem[];
  /** The choice by which pairs count of which nobody said anything. */
  readonly preference: Preference;
  /** Pairs that it leaves without a judgement: those in which the preferred edit may stand first, and those with scores. */
  readonly undecidedPairs: number;
  readonly undecidedPairsWithScores: number;
  readonly unscored: readonly UnscoredItem[];
  /** Whether the scores are of the pictures that are there now. */
  readonly pictures: PictureCounts;
  /** Of a folder of pictures: those that are not used, each with the reason. */
  readonly leftOut?: readonly string[];
  /** Where not all of the dataset counts. */
  readonly confidence?: ConfidenceChoice;
}

/** What a model made of a dataset. */
export interface Evaluated {
  readonly model: ReportedModel;
  readonly dataset: Dataset;
  /** Is applied to the dataset already. */
  readonly preference: Preference;
  readonly scores: ScoredDataset;
  readonly pictures: CheckCounts;
  readonly devices: readonly DeviceCount[];
  /** Where not all of the dataset counts. */
  readonly confidence?: ConfidenceChoice | undefined;
}

/**
 * Writes `<name>_scores.jsonl` and `<name>_report.json`, and, when people ranked edits, the two files of EditReward's own
 * evaluation, `<name>_accuracy.json` and `<name>_detailed_log.json`. Returns the report.
 */
export async function writeResults(out: string, name: string, evaluated: Evaluated): Promise<DatasetResults> {
  const { model, dataset, preference, pictures, devices, confidence } = evaluated;
  const { scored, unscored } = evaluated.scores;
  const { problems, notices, notes, items, leftOut } = dataset;
  const { changed: scoredAgain, missing, unknown } = pictures;
  const open = countOpenPairs(items);
  const results: DatasetResults = {
    model,
    devices,
    items: items.length,
    problems,
    notices,
    ...(notes && notes.length > 0 && { notes }),
    unreadable: unreadableRows(items),
    preference,
    undecidedPairs: open.bare,
    undecidedPairsWithScores: open.withScores,
    unscored,
    pictures: { scoredAgain, missing, unknown },
    ...(leftOut && { leftOut }),
    ...(confidence && { confidence }),
    ...datasetReport(scored),
  };
  // These two are EditReward's, and hold no place for a prompt without a source.
  const accuracy = datasetKind(items) === 'edits' ? officialAccuracy(scored) : undefined;
  await writeTogether(out, [
    [name + RESULT_ENDINGS.scores, scored.map(scoreLines).join('')],
    [name + RESULT_ENDINGS.report, jsonFile(results)],
    // Those of a run that took the first edit for the preferred one would be taken for this one's.
    [name + RESULT_ENDINGS.accuracy, accuracy && jsonFile(accuracy)],
    [name + RESULT_ENDINGS.detailedLog, accuracy && jsonFile(officialLog(scored))],
  ]);
  return results;
}

function unreadableRows(items: readonly DatasetItem[]): RowProblem[] {
  return items.flatMap((item) => {
    const judgement = judgementOf(item);
    return judgement.kind === 'unreadable' ? [{ line: item.line, message: judgement.reason }] : [];
  });
}

function jsonFile(value: unknown): string {
  return `${prettyJson(value)}\n`;
}
