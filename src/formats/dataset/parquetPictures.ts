import type { FileMetaData, RowGroup } from 'hyparquet';
import { EmbeddedImage } from './embeddedImage.ts';
import type { EmbeddedImageReader } from './embeddedImages.ts';
import { chunkOf, LEAST_PICTURE_BYTES, withoutLeaves, type ParquetColumn } from './parquetColumns.ts';
import type { RowSpan } from './parquetValues.ts';
import { UnreadableCell } from './row.ts';

/** Reads the values of a column in some rows, from a file or from the same without some of its leaves. */
export type ColumnReader = (metadata: FileMetaData, column: string, span: RowSpan) => Promise<unknown[]>;

/** Rows of pictures that are read at once, to see which of them are there. */
const ROWS_AT_ONCE = 256;

/**
 * The pictures of a column in the rows of a group: those in the file, to be read later, and the paths of others. The
 * column's description tells which, so no picture is read now. Only a column that holds some of its pictures must be
 * read.
 */
export async function readPictures(
  column: ParquetColumn,
  metadata: FileMetaData,
  group: RowGroup,
  span: RowSpan,
  readColumn: ColumnReader,
  readImage: EmbeddedImageReader,
): Promise<unknown[]> {
  const { name, kind, bytesPath = '' } = column;
  const presence = presenceOf(group, bytesPath);
  const pictureOf = (value: unknown, row: number, place?: number) => {
    if (value instanceof UnreadableCell) return value;
    const isHere = presence === 'all' || (presence === 'some' && hasBytes(value));
    return isHere ? new EmbeddedImage(readImage, name, row, place) : pathOf(value);
  };
  const count = span.end - span.start;
  const isTold = presence === 'all' && kind === 'picture';
  const values = isTold ? Array.from({ length: count }, () => undefined) : await read();
  return values.map((value, index) => {
    const row = span.start + index;
    if (kind === 'picture') return pictureOf(value, row);
    return Array.isArray(value) ? value.map((inner, place) => pictureOf(inner, row, place)) : value;
  });

  /** Without the pictures, where all or none of them are here. */
  async function read(): Promise<unknown[]> {
    if (presence !== 'some' && column.hasPath)
      return readColumn(withoutLeaves(metadata, new Set([bytesPath])), name, span);
    if (presence === 'none' && kind === 'picture') return Array.from({ length: count }, () => undefined);
    const present: unknown[] = [];
    for (let start = span.start; start < span.end; start += ROWS_AT_ONCE) {
      const part = await readColumn(metadata, name, { start, end: Math.min(start + ROWS_AT_ONCE, span.end) });
      for (const value of part) present.push(value);
    }
    return present;
  }
}

/** How many of a column's pictures are in the file. */
function presenceOf(group: RowGroup, bytesPath: string): 'all' | 'some' | 'none' {
  const data = chunkOf(group, bytesPath);
  const count = Number(data?.num_values ?? 0);
  const missing = data?.statistics?.null_count;
  // Some programs do not count. Then its size tells, as far as it can: a column is not read to look for gaps in it.
  if (missing === undefined)
    return Number(data?.total_uncompressed_size ?? 0) >= LEAST_PICTURE_BYTES * count ? 'all' : 'some';
  if (Number(missing) === 0) return 'all';
  return Number(missing) === count ? 'none' : 'some';
}

function hasBytes(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.byteLength > 0;
  return typeof value === 'object' && value !== null && 'bytes' in value && hasBytes(value.bytes);
}

function pathOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'path' in value ? value.path : undefined;
}
