import { readText, type ByteSource } from '../../core/bytes.ts';
import type { Dataset, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { isBenchRow, readBenchRows } from './benchRows.ts';
import { readCsv } from './csvRows.ts';
import { imageByPath, interpretRow, type ImageFinder } from './interpretRow.ts';
import { readJsonLines, readJsonList, type ReadRows } from './jsonRows.ts';
import { readParquet } from './parquetRows.ts';
import { RowError, type Row } from './row.ts';

/** A file is not a dataset: too large, or without rows. */
export class DatasetFileError extends EditRewardError {
  override readonly name = 'DatasetFileError';
}

/** JavaScript's strings end at 2^29 characters. A parquet file may be larger. */
const MAX_TEXT_BYTES = 500e6;
const PARQUET_MAGIC = 'PAR1';

/**
 * Reads a dataset: pairwise, K-way or pointwise JSON, the same as JSON lines or CSV, EditReward-Bench and EditReward-Data as
 * parquet. What it is shows in its bytes, not in its name. Items and problems are in the order of the file. Throws
 * {@link DatasetFileError}, `ParquetError` and the errors of the source.
 */
export async function readDataset(source: ByteSource): Promise<Dataset> {
  const start = await source.slice(0, Math.min(PARQUET_MAGIC.length, source.byteLength));
  if (new TextDecoder().decode(start) === PARQUET_MAGIC) {
    const { rows, findImage } = await readParquet(source);
    return interpret(source, { rows, problems: [] }, findImage);
  }
  if (source.byteLength > MAX_TEXT_BYTES) {
    throw new DatasetFileError(
      `${source.name} is larger than ${MAX_TEXT_BYTES / 1e6} MB. Split it, or save it as parquet.`,
      { file: source.name },
    );
  }
  // The decoder drops a byte-order mark.
  return interpret(source, readRows(await readText(source)), imageByPath);
}

function readRows(text: string): ReadRows {
  const first = text.trimStart()[0];
  if (first === '[') return readJsonList(text);
  return first === '{' ? readJsonLines(text) : readCsv(text);
}

function interpret(source: ByteSource, { rows, problems }: ReadRows, findImage: ImageFinder): Dataset {
  if (rows.length === 0 && problems.length === 0) {
    throw new DatasetFileError(`${source.name} has no rows. Choose a dataset: JSON, JSON lines, CSV or parquet.`, {
      file: source.name,
    });
  }
  const bench = readBenchRows(rows.filter(isBenchRow), findImage);
  const others = interpretEach(
    rows.filter((row) => !isBenchRow(row)),
    findImage,
  );
  return {
    items: [...bench.items, ...others.items].toSorted((a, b) => a.line - b.line),
    problems: [...problems, ...bench.problems, ...others.problems].toSorted((a, b) => a.line - b.line),
    notices: bench.notices,
  };
}

function interpretEach(rows: readonly Row[], findImage: ImageFinder): { items: DatasetItem[]; problems: RowProblem[] } {
  const items: DatasetItem[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    try {
      items.push(interpretRow(row, findImage));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      problems.push({ line: row.line, message: error.message });
    }
  }
  return { items, problems };
}
