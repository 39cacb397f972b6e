import { parquetReadObjects, type AsyncBuffer, type FileMetaData, type ParquetParsers, type RowGroup } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { EditRewardError } from '../../core/errors.ts';
import { whyDamaged } from './parquetFile.ts';
import { walkPages } from './parquetHeaders.ts';
import { UnreadableCell } from './row.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Texts as they are, and JSON as text. Both are looked at only when they are used, so one bad cell fails no page. */
const parsers: Partial<ParquetParsers> = { stringFromBytes: textFrom, jsonFromBytes: textFrom };

function textFrom(bytes: Uint8Array | undefined): string | UnreadableCell | undefined {
  if (!bytes) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return new UnreadableCell('The row holds bytes that are not UTF-8, so its letters cannot be known.');
  }
}

/** Rows `[start, end)` of a file. */
export interface RowSpan {
  readonly start: number;
  readonly end: number;
}

/** Reads of one column of one row group that may fail before the rest of it is given up. */
const MAX_FAILURES = 64;

/**
 * The values of a column in rows of one row group. If a page cannot be decoded, only its rows have cells that cannot be
 * read; if the header of one is damaged, no row of the group can. Throws the errors of the source.
 */
export async function readColumn(
  file: AsyncBuffer,
  metadata: FileMetaData,
  column: string,
  span: RowSpan,
): Promise<unknown[]> {
  let failures = 0;

  async function read({ start, end }: RowSpan): Promise<unknown[]> {
    try {
      const options = { file, metadata, columns: [column], compressors, parsers, utf8: false, useOffsetIndex: true };
      const rows = await parquetReadObjects({ ...options, rowStart: start, rowEnd: end });
      return rows.map((row) => row[column]);
    } catch (error) {
      if (error instanceof EditRewardError) throw error;
      failures++;
      if (end - start === 1 || failures > MAX_FAILURES) return unreadable(column, end - start, error);
      const middle = Math.floor((start + end) / 2);
      return [...(await read({ start, end: middle })), ...(await read({ start: middle, end }))];
    }
  }

  try {
    await requireHeaders(file, metadata, column, span);
  } catch (error) {
    if (error instanceof EditRewardError) throw error;
    return unreadable(column, span.end - span.start, error);
  }
  return read(span);
}

/** Chunks whose pages have whole headers: a column may be read in many spans. */
const checked = new WeakSet<object>();

async function requireHeaders(file: AsyncBuffer, metadata: FileMetaData, column: string, span: RowSpan): Promise<void> {
  const chunks = groupAt(metadata, span.start)?.columns ?? [];
  for (const { meta_data: chunk } of chunks) {
    if (!chunk || chunk.path_in_schema[0] !== column || checked.has(chunk)) continue;
    for await (const page of walkPages(file, chunk)) void page;
    checked.add(chunk);
  }
}

function groupAt({ row_groups: groups }: FileMetaData, row: number): RowGroup | undefined {
  let end = 0;
  return groups.find(({ num_rows: rows }) => (end += Number(rows)) > row);
}

function unreadable(column: string, count: number, error: unknown): UnreadableCell[] {
  const reason = `The column "${column}" cannot be read in this row: ${whyDamaged(error)}. Download the file again.`;
  const cell = new UnreadableCell(reason);
  return Array.from({ length: count }, () => cell);
}
