import type { ByteSource } from '../../core/bytes/bytes.ts';
import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import type { ColumnSample } from '../../core/dataset/columnSample.ts';
import type { Dataset } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { scanPieces } from './byteScanner.ts';
import { canonicalName } from './columnNames.ts';
import { createSampler } from './columnSample.ts';
import { findHeader, headerWith, likelyHeader, type HeaderFinder } from './csvHeader.ts';
import { CsvScanner, NO_HEADER } from './csvRows.ts';
import { describeForeignDataset, FOREIGN_BYTES } from './foreignDataset.ts';
import { imageByPath, type ImageFinder } from './interpretRow.ts';
import { jsonListener, type IsRow } from './jsonRows.ts';
import { JsonScanner, NOT_AN_OBJECT } from './jsonScanner.ts';
import { LABEL_STUDIO } from './jsonWrapper.ts';
import { mapColumns } from './mapColumns.ts';
import { isParquet } from './parquetFile.ts';
import { imageInRow, readParquet } from './parquetRows.ts';
import { isPicture, isPictureList } from './pictureValue.ts';
import { createRowCollector, type RowSink } from './rowCollector.ts';
import { textFormatOf } from './textFormat.ts';
import { missingColumns, UnknownColumnsError } from './unknownColumns.ts';
import { encodingOf, utf8Pieces } from './utf8Pieces.ts';

/** A file is not a dataset: of another kind, or without rows. */
export class DatasetFileError extends EditRewardError {
  override readonly name = 'DatasetFileError';
}

export interface ReadingOptions {
  /** Which column is what, where the user says it. By default their names tell. */
  readonly columns?: ColumnMapping | undefined;
  /** Whether scores of single dimensions are wanted too, which only training needs. */
  readonly dimensions?: boolean | undefined;
}

/**
 * Reads a dataset: pairwise, K-way or pointwise JSON, the same as JSON lines or CSV, EditReward-Bench and EditReward-Data as
 * parquet. What it is shows in its bytes, not in its name. Items and problems are in the order of the file. Throws
 * {@link DatasetFileError}, {@link UnknownColumnsError}, `ParquetError` and the errors of the source.
 */
export async function readDataset(
  source: ByteSource,
  { columns, dimensions = false }: ReadingOptions = {},
): Promise<Dataset> {
  const start = await startOf(source);
  const findImage: ImageFinder = isParquet(start) ? imageInRow : imageByPath;
  const collector = createRowCollector(findImage, { dimensions });
  if (columns === undefined) {
    await readRows(source, start, collector, BY_NAMES);
    return finished(source, collector.finish());
  }
  const mapped = mapColumns(collector, columns);
  await readRows(source, start, mapped, withColumns(new Set(columns.map(({ column }) => column))));
  const missing = mapped.missing();
  if (missing.length > 0) throw missingColumns(source.name, missing, await sampleColumns(source));
  const { notes = [], ...dataset } = finished(source, collector.finish());
  return { ...dataset, notes: [...mapped.notes, ...notes] };
}

/** What stands in the columns of a dataset, whatever they are called. Throws as {@link readDataset} does. */
export async function sampleColumns(source: ByteSource): Promise<ColumnSample> {
  const sampler = createSampler();
  await readRawRows(source, sampler);
  return sampler.sample();
}

/** The rows as they stand in a file, whatever they hold. Throws as {@link readDataset} does. */
export async function readRawRows(source: ByteSource, sink: RowSink): Promise<void> {
  await readRows(source, await startOf(source), sink, WITH_PICTURES);
}

/** How rows are known among other things. */
interface RowFinder {
  readonly headerIn: HeaderFinder;
  readonly isRow: IsRow | undefined;
}

const BY_NAMES: RowFinder = { headerIn: findHeader, isRow: undefined };

const WITH_PICTURES: RowFinder = {
  headerIn: likelyHeader,
  isRow: (values) =>
    Object.keys(values).some((name) => isPicture(values[name]) || isPictureList({ line: 0, values }, name)),
};

function withColumns(names: ReadonlySet<string>): RowFinder {
  const isRow: IsRow = (values) => Object.keys(values).some((name) => names.has(canonicalName(name)));
  return { headerIn: headerWith(names), isRow };
}

function startOf(source: ByteSource): Promise<Uint8Array> {
  return source.slice(0, Math.min(FOREIGN_BYTES, source.byteLength));
}

async function readRows(source: ByteSource, start: Uint8Array, sink: RowSink, finder: RowFinder): Promise<void> {
  if (isParquet(start)) return readParquet(source, sink);
  const foreign = describeForeignDataset(source.name, start);
  if (foreign !== undefined) throw failure(source, foreign);
  await readText(source, start, sink, finder);
}

async function readText(source: ByteSource, start: Uint8Array, sink: RowSink, finder: RowFinder): Promise<void> {
  const encoding = encodingOf(start);
  if (encoding === 'utf-32') throw failure(source, 'is written in UTF-32. Save it as UTF-8.');
  const { headerIn, isRow } = finder;
  const format = await textFormatOf(utf8Pieces(source, encoding), headerIn);
  const scanner =
    format === 'json'
      ? new JsonScanner(jsonListener(sink, isRow))
      : new CsvScanner(sink, () => noHeader(source, finder), headerIn);
  const tooLong = () =>
    failure(source, 'holds a row of more than 2 GB, so a bracket or a quotation mark is missing in it.');
  await scanPieces(utf8Pieces(source, encoding), scanner, tooLong);
}

/** Of a table that may be one of edits, once its columns are known. */
function noHeader({ name }: ByteSource, finder: RowFinder): EditRewardError {
  const message = `${name} cannot be read as a table: ${NO_HEADER}.`;
  const isOfNames = finder !== WITH_PICTURES;
  return isOfNames ? new UnknownColumnsError(message, { file: name }) : new DatasetFileError(message, { file: name });
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
