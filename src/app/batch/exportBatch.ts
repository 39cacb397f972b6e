import type { ScoredItem } from '../../core/dataset/resultItem.ts';
import { officialAccuracy, officialLog } from '../../evaluation/officialFiles.ts';
import { csvParts } from '../../formats/results/csvScores.ts';
import { jsonParts } from '../../formats/results/jsonScores.ts';
import { RESULT_ENDINGS } from '../../formats/results/resultEndings.ts';
import type { ResultRows } from '../../formats/results/resultRow.ts';
import { scoreLines } from '../../formats/results/scoreLine.ts';
import { listParts, prettyJson, textParts } from '../../formats/results/textParts.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import type { BatchRow } from './table/batchRows.ts';

export type ExportFormat = 'csv' | 'json' | 'jsonl' | 'accuracy' | 'detailed-log';

/** What the file of each format is called, after the dataset's name. */
export const EXPORT_ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: '_scores.csv',
  json: '_scores.json',
  jsonl: RESULT_ENDINGS.scores,
  accuracy: RESULT_ENDINGS.accuracy,
  'detailed-log': RESULT_ENDINGS.detailedLog,
};

export interface ExportedBatch extends ResultRows<BatchRow> {
  readonly model: BatchModel;
  /** What is scored whole: all that `_scores.jsonl` and the two official files hold. */
  scoredItems(): readonly ScoredItem[];
}

/** The file's text in pieces, so that none of 100,000 rows is ever one string. */
export function* exportParts(format: ExportFormat, batch: ExportedBatch): Generator<string> {
  switch (format) {
    case 'csv':
      return yield* csvParts(batch, batch.model.heads);
    case 'jsonl':
      return yield* textParts(batch.scoredItems(), scoreLines);
    case 'json':
      return yield* jsonParts(batch, batch.model);
    case 'accuracy':
      return yield prettyJson(officialAccuracy(batch.scoredItems()) ?? {});
    case 'detailed-log':
      yield '[\n';
      yield* listParts(officialLog(batch.scoredItems()), prettyJson);
      return yield '\n]\n';
  }
}
