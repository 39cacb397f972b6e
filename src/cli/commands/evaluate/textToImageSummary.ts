import { formatScore } from '../../../core/formatNumbers.ts';
import type { DatasetReport } from '../../../evaluation/datasetReport.ts';
import { fraction, percentage, score } from '../../../evaluation/estimateText.ts';
import { accuracyFigures, correlationFigures, type Figure } from '../../../evaluation/figures.ts';
import { isUnjudged, missingJudgements } from '../../../evaluation/judgementText.ts';
import type { TextToImageReport } from '../../../evaluation/textToImageReport.ts';
import { alignColumns } from '../alignColumns.ts';

/** What HPSv3's own evaluation prints, with intervals. */
export function textToImageLines(
  report: DatasetReport,
  { folders }: TextToImageReport,
  head: readonly string[],
): string[] {
  const accuracies = accuracyFigures(report);
  const rows = [...accuracies, ...correlationFigures(report)].map(figureCells);
  const agreement = rows.length > 0 ? alignColumns([head, ...rows], 1) : [];
  const lines = [...agreement, ...accuracies.flatMap(({ note }) => note ?? [])];
  if (folders) return [...lines, ...(lines.length > 0 ? [''] : []), ...folderLines(folders)];
  if (lines.length > 0 || isUnjudged(report.judgements)) return lines;
  const missing = missingJudgements(report.judgements) ?? 'no item is scored';
  return [`No figure of agreement with people: ${missing}.`];
}

function figureCells({ label, estimate, of }: Figure): string[] {
  const { value, interval, count } = estimate;
  return [label, (of === 'pair' ? percentage : fraction)(value, interval), String(count)];
}

function folderLines({ each, overall }: NonNullable<TextToImageReport['folders']>): string[] {
  const rows = [...each.map((one) => ({ label: one.folder, ...one })), { label: 'Mean of the folders', ...overall }];
  const cells = rows.map(({ label, value, interval, count, std, min, max }) => [
    label,
    score(value, interval),
    ...[std, min, max].map(formatScore),
    String(count),
  ]);
  return alignColumns([['Folder', 'Mean reward, 95% interval', 'Std', 'Min', 'Max', 'of'], ...cells], 1);
}
