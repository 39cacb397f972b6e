import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import { scoreLines } from '../../core/dataset/scoreLine.ts';
import type { ReportedModel } from '../../core/scoreReport.ts';
import { datasetReport, type DatasetReport } from '../../evaluation/datasetReport.ts';
import type { ScoredDataset, UnscoredItem } from '../../evaluation/joinScores.ts';
import { officialAccuracy, officialLog } from '../../evaluation/officialFiles.ts';
import type { PictureCounts } from './evaluatePictures.ts';

/** What stands in `<name>_report.json`. */
export interface DatasetResults extends DatasetReport {
  readonly model: ReportedModel;
  readonly items: number;
  readonly problems: Dataset['problems'];
  readonly unscored: readonly UnscoredItem[];
  /** Whether the scores are of the pictures that are there now. */
  readonly pictures: PictureCounts;
}

/**
 * Writes `<name>_scores.jsonl` and `<name>_report.json`, and, when people ranked edits, the two files of EditReward's own
 * evaluation, `<name>_accuracy.json` and `<name>_detailed_log.json`. Returns the report.
 */
export async function writeResults(
  out: string,
  name: string,
  model: ReportedModel,
  dataset: Dataset,
  { scored, unscored }: ScoredDataset,
  pictures: PictureCounts = { scoredAgain: 0, missing: 0, unknown: 0 },
): Promise<DatasetResults> {
  const { problems, items } = dataset;
  const results = { model, items: items.length, problems, unscored, pictures, ...datasetReport(scored) };
  await mkdir(out, { recursive: true });
  const write = (ending: string, text: string) => writeFile(join(out, `${name}_${ending}`), text);
  await write('scores.jsonl', scored.map(scoreLines).join(''));
  await write('report.json', pretty(results));
  const accuracy = officialAccuracy(scored);
  if (accuracy) {
    await write('accuracy.json', pretty(accuracy));
    await write('detailed_log.json', pretty(officialLog(scored)));
  }
  return results;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
