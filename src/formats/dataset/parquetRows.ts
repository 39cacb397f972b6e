import type { RowGroup } from 'hyparquet';
import type { ByteSource } from '../../core/bytes/bytes.ts';
import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../core/errors.ts';
import { EmbeddedImage } from './embeddedImage.ts';
import { embeddedImageReader, type EmbeddedImageReader } from './embeddedImages.ts';
import { imageByPath, type ImageFinder } from './interpretRow.ts';
import { columnsOf, type ParquetColumn } from './parquetColumns.ts';
import { openParquet, ParquetError, whyDamaged, type ParquetFile } from './parquetFile.ts';
import { readPictures, type ColumnReader } from './parquetPictures.ts';
import { readColumn, type RowSpan } from './parquetValues.ts';
import { rowValues, UnreadableCell } from './row.ts';
import type { RowSink } from './rowCollector.ts';

/** Pictures in the row itself, else paths: a column of Hugging Face's may hold both. */
export const imageInRow: ImageFinder = (row, column) => {
  const value = row.values[column];
  return value instanceof EmbeddedImage ? value : imageByPath(row, column);
};

/**
 * Reads the rows of a parquet file, one row group after the other. Pictures are left out: they are read one at a time.
 * Throws `ParquetError` and the errors of the source.
 */
export async function readParquet(source: ByteSource, sink: RowSink): Promise<void> {
  const parquet = await openParquet(source);
  try {
    await readRows(parquet, sink);
  } catch (cause) {
    if (cause instanceof EditRewardError) throw cause;
    const message = `${source.name} cannot be read as parquet: ${whyDamaged(cause)}. Download it again.`;
    throw new ParquetError(message, { file: source.name, cause });
  }
}

async function readRows(parquet: ParquetFile, sink: RowSink): Promise<void> {
  const columns = columnsOf(parquet.metadata);
  const reader = embeddedImageReader(parquet.name, parquet.file, parquet.metadata);
  let end = 0;
  for (const group of parquet.metadata.row_groups) {
    const span = { start: end, end: end + Number(group.num_rows) };
    end = span.end;
    const cells = await readGroup(parquet, columns, reader, group, span);
    for (let index = 0; index < span.end - span.start; index++) {
      const values = rowValues(columns.map(({ name }, k) => [name, cells[k]?.[index]]));
      sink.row({ line: span.start + index + 1, ...withPicturesNamed(values) });
    }
  }
}

/** A list that may hold pictures names them, as lists of paths do; what the names mean stands beside the values. */
function withPicturesNamed(values: Readonly<Record<string, unknown>>) {
  const pictures = new Map<string, ImageReference>();
  const named: Record<string, unknown> = {};
  for (const [column, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(values))) {
    if (!get && Array.isArray(value) && value.some(isEmbedded)) {
      for (const picture of value.filter(isEmbedded)) pictures.set(picture.name, picture);
      named[column] = value.map((picture) => (isEmbedded(picture) ? picture.name : picture));
    }
  }
  if (pictures.size === 0) return { values };
  for (const [column, list] of Object.entries(named)) Object.defineProperty(values, column, { value: list });
  return { values, pictures };
}

function isEmbedded(value: unknown): value is EmbeddedImage {
  return value instanceof EmbeddedImage;
}

/** The cells of each column in the rows of a group. */
async function readGroup(
  { file, metadata }: ParquetFile,
  columns: readonly ParquetColumn[],
  readImage: EmbeddedImageReader,
  group: RowGroup,
  span: RowSpan,
): Promise<unknown[][]> {
  const readFrom: ColumnReader = (from, name, rows) => readColumn(file, from, name, rows);
  const cells: unknown[][] = [];
  for (const column of columns) {
    if (columns.filter(({ name }) => name === column.name).length > 1) cells.push(twice(column.name, span));
    else if (column.kind !== 'value')
      cells.push(await readPictures(column, metadata, group, span, readFrom, readImage));
    else {
      const values = await readColumn(file, metadata, column.name, span);
      cells.push(values.map((value, index) => cellOf(column, value, span.start + index, readImage)));
    }
  }
  return cells;
}

function twice(column: string, { start, end }: RowSpan): UnreadableCell[] {
  const cell = new UnreadableCell(`The column "${column}" stands twice in the file. Keep one of them.`);
  return Array.from({ length: end - start }, () => cell);
}

function cellOf(column: ParquetColumn, value: unknown, row: number, readImage: EmbeddedImageReader): unknown {
  if (value instanceof Uint8Array) return textFrom(value) ?? new EmbeddedImage(readImage, column.name, row);
  if (value === undefined && column.isLeaf)
    return new UnreadableCell(`The column "${column.name}" ends before this row.`);
  // Decimals come multiplied by a power of ten that no double holds: 0.7 as 0.7000000000000001.
  if (column.scale !== undefined && typeof value === 'number') return Number(value.toFixed(column.scale));
  return unreadableIn(value) ?? value;
}

/** Texts that a program wrote as bytes. */
function textFrom(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[^\P{Cc}\t\n\r]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Of a list or a dictionary that holds something unreadable, all is. */
function unreadableIn(value: unknown): UnreadableCell | undefined {
  if (value instanceof UnreadableCell) return value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  for (const inner of Object.values(value)) {
    const found = unreadableIn(inner);
    if (found) return found;
  }
  return undefined;
}
