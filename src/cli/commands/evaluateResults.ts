import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, DatasetItem } from '../../core/dataset/datasetItem.ts';
import type { CandidateScore } from '../../core/score.ts';
import type { ReportedModel } from '../../core/scoreReport.ts';
import { datasetReport, type DatasetReport } from '../../evaluation/datasetReport.ts';
import { officialAccuracy, officialLog } from '../../evaluation/officialFiles.ts';
import type { ScoredItem } from '../../evaluation/scoredItem.ts';
import { planRequests } from '../../evaluation/scoringRequests.ts';
import { entryKey, type JournalEntry } from './evaluateJournal.ts';

export interface UnscoredItem {
  readonly line: number;
  /** Of its first edit without a score. */
  readonly message: string;
}

/** A dataset with the outcomes of all its pictures. */
export interface ScoredDataset {
  readonly scored: readonly ScoredItem[];
  readonly unscored: readonly UnscoredItem[];
}

/** Puts each item together with its scores. An item that lacks one is unscored. */
export function joinScores(dataset: Dataset, entries: ReadonlyMap<string, JournalEntry>): ScoredDataset {
  const outcomes = new Map<string, JournalEntry['outcome'] | undefined>();
  for (const { pictures } of planRequests(dataset.items)) {
    for (const { uses } of pictures) {
      for (const use of uses) outcomes.set(entryKey(use), entries.get(entryKey(uses[0]))?.outcome);
    }
  }
  const scored: ScoredItem[] = [];
  const unscored: UnscoredItem[] = [];
  for (const item of dataset.items) {
    const found = item.candidates.map((_, candidate) => outcomes.get(entryKey({ line: item.line, candidate })));
    const scores = found.flatMap((outcome) => (outcome && 'score' in outcome ? [outcome.score] : []));
    if (scores.length === found.length) scored.push({ item, scores });
    else unscored.push({ line: item.line, message: firstFailure(found) });
  }
  return { scored, unscored };
}

function firstFailure(outcomes: readonly (JournalEntry['outcome'] | undefined)[]): string {
  const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
  return failed && 'error' in failed ? failed.error.message : 'It was not scored.';
}

/** What stands in `<name>_report.json`. */
export interface DatasetResults extends DatasetReport {
  readonly model: ReportedModel;
  readonly items: number;
  readonly problems: Dataset['problems'];
  readonly unscored: readonly UnscoredItem[];
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
): Promise<DatasetResults> {
  const { problems, items } = dataset;
  const results = { model, items: items.length, problems, unscored, ...datasetReport(scored) };
  await mkdir(out, { recursive: true });
  const write = (ending: string, text: string) => writeFile(join(out, `${name}_${ending}`), text);
  await write('scores.jsonl', scored.flatMap(({ item, scores }) => scoreLines(item, scores)).join(''));
  await write('report.json', pretty(results));
  const accuracy = officialAccuracy(scored);
  if (accuracy) {
    await write('accuracy.json', pretty(accuracy));
    await write('detailed_log.json', pretty(officialLog(scored)));
  }
  return results;
}

/** A line for each candidate, in the order of the dataset. */
function scoreLines(
  { line, instruction, source, candidates }: DatasetItem,
  scores: readonly CandidateScore[],
): string[] {
  return candidates.map(({ image, model }, candidate) => {
    const where = { line, candidate, instruction, source: source.name, edited: image.name };
    return `${JSON.stringify({ ...where, ...(model !== undefined && { model }), ...scores[candidate] })}\n`;
  });
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
