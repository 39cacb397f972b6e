import type { ByteSource } from '../../core/bytes/bytes.ts';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { scanPieces } from './byteScanner.ts';
import { CsvScanner, NO_HEADER } from './csvRows.ts';
import { describeForeignDataset, FOREIGN_BYTES } from './foreignDataset.ts';
import { imageByPath } from './interpretRow.ts';
import { jsonListener } from './jsonRows.ts';
import { JsonScanner, NOT_AN_OBJECT } from './jsonScanner.ts';
import { LABEL_STUDIO } from './jsonWrapper.ts';
import { isParquet } from './parquetFile.ts';
import { imageInRow, readParquet } from './parquetRows.ts';
import { createRowCollector, type RowSink } from './rowCollector.ts';
import { textFormatOf } from './textFormat.ts';
import { encodingOf, utf8Pieces } from './utf8Pieces.ts';

/** A file is not a dataset: of another kind, or without rows. */
export class DatasetFileError extends EditRewardError {
  override readonly name = 'DatasetFileError';
}

/**
 * Reads a dataset: pairwise, K-way or pointwise JSON, the same as JSON lines or CSV, EditReward-Bench and EditReward-Data as
 * parquet. What it is shows in its bytes, not in its name. Items and problems are in the order of the file. Throws
 * {@link DatasetFileError}, `ParquetError` and the errors of the source.
 */
export async function readDataset(source: ByteSource): Promise<Dataset> {
  const start = await source.slice(0, Math.min(FOREIGN_BYTES, source.byteLength));
  if (isParquet(start)) {
    const collector = createRowCollector(imageInRow);
    await readParquet(source, collector);
    return finished(source, collector.finish());
  }
  const foreign = describeForeignDataset(source.name, start);
  if (foreign !== undefined) throw failure(source, foreign);
  const collector = createRowCollector(imageByPath);
  await readText(source, start, collector);
  return finished(source, collector.finish());
}

async function readText(source: ByteSource, start: Uint8Array, sink: RowSink): Promise<void> {
  const encoding = encodingOf(start);
  if (encoding === 'utf-32') throw failure(source, 'is written in UTF-32. Save it as UTF-8.');
  const noHeader = () => failure(source, `cannot be read as a table: ${NO_HEADER}.`);
  const format = await textFormatOf(utf8Pieces(source, encoding));
  const scanner = format === 'json' ? new JsonScanner(jsonListener(sink)) : new CsvScanner(sink, noHeader);
  const tooLong = () =>
    failure(source, 'holds a row of more than 2 GB, so a bracket or a quotation mark is missing in it.');
  await scanPieces(utf8Pieces(source, encoding), scanner, tooLong);
}

/** What is said of rows, but is so of the file. */
const OF_THE_FILE = new Set([NOT_AN_OBJECT, LABEL_STUDIO]);

function finished(source: ByteSource, dataset: Dataset): Dataset {
  const { items, problems } = dataset;
  const [first] = problems;
  if (items.length > 0) return dataset;
  if (!first) throw failure(source, 'has no rows. Choose a dataset: JSON, JSON lines, CSV or parquet.');
  if (OF_THE_FILE.has(first.message) && problems.every(({ message }) => message === first.message)) {
    throw failure(source, `has no rows that can be used. ${first.message}`);
  }
  return dataset;
}

function failure({ name }: ByteSource, what: string): DatasetFileError {
  return new DatasetFileError(`${name} ${what}`, { file: name });
}
