import { parquetReadObjects, type AsyncBuffer, type FileMetaData, type RowGroup } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { EditRewardError } from '../../core/errors.ts';
import { RecentlyUsed } from '../../core/recentlyUsed.ts';
import { columnsOf } from './parquetColumns.ts';
import { whyDamaged } from './parquetFile.ts';
import { readByPage } from './parquetPages.ts';

/** A picture that a dataset should hold is not there. */
export class EmbeddedImageError extends EditRewardError {
  override readonly name = 'EmbeddedImageError';
}

/** Of a tab's memory for files without a page index. A larger column of a row group is read again for each picture. */
const HELD_BYTES = 256e6;

/**
 * The picture in a column of the row with this index, from 0. In a list of pictures, the one in this place, from 0.
 * Throws {@link EmbeddedImageError} and the errors of the source.
 */
export type EmbeddedImageReader = (column: string, row: number, place?: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads pictures one at a time. If the file says on which page a row is, only that page is read. If it does not, the
 * whole column of a row group must be read. It is then held for the rows beside it, as far as `heldBytes` allows.
 */
export function embeddedImageReader(
  fileName: string,
  file: AsyncBuffer,
  metadata: FileMetaData,
  heldBytes = HELD_BYTES,
): EmbeddedImageReader {
  const columns = new PictureColumns({ fileName, file, metadata, heldBytes });
  return async (column, row, place) => {
    const value = await columns.read(column, row);
    const bytes = bytesIn(place === undefined || !Array.isArray(value) ? value : value[place]);
    if (bytes) return new Uint8Array(bytes);
    throw new EmbeddedImageError(`Row ${row + 1} of ${fileName} holds no picture in its column ${column}.`, {
      file: fileName,
    });
  };
}

interface PictureFile {
  readonly fileName: string;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly heldBytes: number;
}

/** Values of a column over the rows of a group. */
interface HeldColumn {
  readonly byteLength: number;
  readonly values: Promise<readonly unknown[]>;
}

/** A file's columns of pictures, read value by value. */
class PictureColumns {
  readonly #from: PictureFile;
  readonly #groups: readonly RowGroupSpan[];
  readonly #held: RecentlyUsed<HeldColumn>;

  constructor(from: PictureFile) {
    this.#from = from;
    this.#groups = rowGroupSpans(from.metadata);
    this.#held = new RecentlyUsed({ capacity: from.heldBytes, sizeOf: ({ byteLength }) => byteLength });
  }

  /** A page that cannot be decoded fails this picture alone. */
  async read(column: string, row: number): Promise<unknown> {
    try {
      return await this.#readValue(column, row);
    } catch (cause) {
      if (cause instanceof EditRewardError) throw cause;
      const alone = await this.#readAlone(column, row);
      if (alone !== undefined) return alone;
      const { fileName } = this.#from;
      const what = `The picture in column ${column} of row ${row + 1} of ${fileName}`;
      const message = `${what} cannot be read: ${whyDamaged(cause)}. Download the file again.`;
      throw new EmbeddedImageError(message, { file: fileName, cause });
    }
  }

  async #readValue(column: string, row: number): Promise<unknown> {
    const span = this.#spanOf(row);
    const byteLength = span ? bytesWithoutIndex(span.group, column) : 0;
    if (!span || byteLength === 0 || byteLength > this.#from.heldBytes) {
      return (await this.#readRows(column, row, row + 1))[0];
    }
    return (await this.#hold(span, column, byteLength).values)[row - span.start];
  }

  /** Where another page of the column is damaged; undefined when it is that of this row. */
  async #readAlone(column: string, row: number): Promise<unknown> {
    const { file, metadata } = this.#from;
    const span = this.#spanOf(row);
    const leaf = columnsOf(metadata).find(({ name, kind }) => name === column && kind === 'picture')?.bytesPath;
    if (!span || leaf === undefined || bytesWithoutIndex(span.group, column) === 0) return undefined;
    try {
      return await readByPage(file, metadata, span.group, leaf, row - span.start);
    } catch (error) {
      if (error instanceof EditRewardError) throw error;
      return undefined;
    }
  }

  #hold({ start, end }: RowGroupSpan, column: string, byteLength: number): HeldColumn {
    const key = `${start} ${column}`;
    const known = this.#held.get(key);
    if (known) return known;
    const fresh = { byteLength, values: this.#readRows(column, start, end) };
    this.#held.set(key, fresh);
    fresh.values.catch(() => {
      if (this.#held.peek(key) === fresh) this.#held.delete(key);
    });
    return fresh;
  }

  async #readRows(column: string, rowStart: number, rowEnd: number): Promise<unknown[]> {
    const { file, metadata } = this.#from;
    const options = { file, metadata, columns: [column], rowStart, rowEnd, compressors, utf8: false };
    const rows = await parquetReadObjects({ ...options, useOffsetIndex: true });
    return rows.map((values) => values[column]);
  }

  #spanOf(row: number): RowGroupSpan | undefined {
    return this.#groups.find(({ end }) => row < end);
  }
}

/** Rows `[start, end)` of a file. */
interface RowGroupSpan {
  readonly group: RowGroup;
  readonly start: number;
  readonly end: number;
}

function rowGroupSpans({ row_groups: groups }: FileMetaData): RowGroupSpan[] {
  let end = 0;
  return groups.map((group) => {
    const start = end;
    end += Number(group.num_rows);
    return { group, start, end };
  });
}

/** The uncompressed bytes that must be read of a column to have one row of it. 0 if a page index leads to its page. */
function bytesWithoutIndex(group: RowGroup, column: string): number {
  const chunks = group.columns.filter(({ meta_data: data }) => data?.path_in_schema[0] === column);
  if (chunks.every(({ offset_index_offset: index }) => index !== undefined)) return 0;
  return chunks.reduce((sum, { meta_data: data }) => sum + Number(data?.total_uncompressed_size ?? 0), 0);
}

function bytesIn(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value.byteLength > 0 ? value : undefined;
  const isStruct = typeof value === 'object' && value !== null && 'bytes' in value;
  return isStruct ? bytesIn(value.bytes) : undefined;
}
