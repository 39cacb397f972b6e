import type { DatasetReport } from '../../../evaluation/datasetReport.ts';
import { editorMethod, editorSentences } from '../../../evaluation/editors/editorsText.ts';
import { editorTables, type EditorTable } from '../../../evaluation/editors/editorTables.ts';
import { editorWords } from '../../../evaluation/editors/editorWords.ts';
import { alignColumns } from '../alignColumns.ts';

/** More of a table would fill the screen: twenty editors make 190 pairs. */
const SHOWN_ROWS = 20;

/** Which editor is best by the rewards alone, and by how much. */
export function editorLines(report: DatasetReport): string[] {
  const { editors } = report;
  if (!editors) return [];
  const words = editorWords(report);
  const tables = editorTables(editors, words).filter(({ of }) => of !== 'matrix');
  const method = tables.length > 0 ? ['', editorMethod(words)] : [];
  return ['', ...editorSentences(editors, words), ...tables.flatMap(tableLines), ...method];
}

function tableLines({ of, title, columns, rows }: EditorTable): string[] {
  const more = rows.length - SHOWN_ROWS;
  const rest = more > 0 ? [`and ${more} more, which are in the report`] : [];
  return ['', title, ...alignColumns([columns, ...rows.slice(0, SHOWN_ROWS)], of === 'pairs' ? 2 : 1), ...rest];
}
