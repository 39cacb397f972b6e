import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { flattenScore } from '../../core/score/flatScore.ts';
import { reportedModel } from '../../core/score/scoreReport.ts';
import { officialAccuracy, officialLog } from '../../evaluation/officialFiles.ts';
import { judgementColumns, scoreLines } from '../../formats/results/scoreLine.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { csvColumns, type Cell } from './csvColumns.ts';
import type { BatchRow } from './table/batchRows.ts';

export type ExportFormat = 'csv' | 'json' | 'jsonl' | 'accuracy' | 'detailed-log';

/** What the file of each format is called, after the dataset's name. */
export const EXPORT_ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: '_scores.csv',
  json: '_scores.json',
  jsonl: '_scores.jsonl',
  accuracy: '_accuracy.json',
  'detailed-log': '_detailed_log.json',
};

export interface ExportedBatch {
  readonly model: BatchModel;
  readonly rows: readonly BatchRow[];
  outcomeOf(row: BatchRow): PictureOutcome | undefined;
  /** What is scored whole: all that `_scores.jsonl` and the two official files hold. */
  scoredItems(): readonly ScoredItem[];
}

/** Lines made at once: a string of some 100 KB. */
const ROWS_A_PART = 500;

/** The file's text in pieces, so that none of 100,000 rows is ever one string. */
export function* exportParts(format: ExportFormat, batch: ExportedBatch): Generator<string> {
  switch (format) {
    case 'csv': {
      const columns = csvColumns(batch.rows, batch.model.heads);
      yield csvLine(columns.map(({ name }) => name));
      return yield* inParts(batch.rows, (row) => {
        const outcome = batch.outcomeOf(row);
        return csvLine(columns.map(({ cell }) => cell(row, outcome)));
      });
    }
    case 'jsonl':
      return yield* inParts(batch.scoredItems(), scoreLines);
    case 'json':
      yield `{"model":${JSON.stringify(reportedModel(batch.model))},"edits":[\n`;
      yield* inParts(batch.rows, (row, index) => {
        return `${index === 0 ? '' : ',\n'}${JSON.stringify(record(row, batch.outcomeOf(row)))}`;
      });
      return yield '\n]}\n';
    case 'accuracy':
      return yield pretty(officialAccuracy(batch.scoredItems()) ?? {});
    case 'detailed-log':
      yield '[\n';
      yield* inParts(officialLog(batch.scoredItems()), (entry, index) => `${index === 0 ? '' : ',\n'}${pretty(entry)}`);
      return yield '\n]\n';
  }
}

function* inParts<Item>(items: readonly Item[], text: (item: Item, index: number) => string): Generator<string> {
  for (let start = 0; start < items.length; start += ROWS_A_PART) {
    yield items
      .slice(start, start + ROWS_A_PART)
      .map((item, k) => text(item, start + k))
      .join('');
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** A line of `_scores.jsonl`, or why there is none. */
function record({ item, candidate, place }: BatchRow, outcome: PictureOutcome | undefined) {
  const { line, instruction, source } = item;
  const where = { line, candidate: place, instruction, source: source?.name, edited: candidate.image.name };
  return {
    ...where,
    ...(candidate.model !== undefined && { model: candidate.model }),
    ...(item.ranks && { humanRank: item.ranks[place] }),
    ...(candidate.humanScore !== undefined && { humanScore: candidate.humanScore }),
    ...judgementColumns(item),
    ...(item.confidence !== undefined && { confidence: item.confidence }),
    ...(item.votes && { votes: item.votes }),
    ...(item.folder !== undefined && { folder: item.folder }),
    ...(outcome && ('score' in outcome ? flattenScore(outcome.score) : { error: outcome.error.message })),
    ...(outcome?.sha256?.source !== undefined && { sourceSha256: outcome.sha256.source }),
    ...(outcome?.sha256?.edited !== undefined && { editedSha256: outcome.sha256.edited }),
  };
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not show. Numbers
 * are our own. https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
