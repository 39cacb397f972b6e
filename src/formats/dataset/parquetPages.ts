import { parquetReadObjects, type AsyncBuffer, type FileMetaData, type RowGroup } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
// Not of the package's first page, but of what it exports.
import { parquetHeader } from 'hyparquet/src/column.js';
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import { chunkOf, withoutLeaves } from './parquetColumns.ts';

/** A page in its file, with its header, and the rows of its group that it holds. */
interface Page {
  readonly start: number;
  readonly end: number;
  readonly firstRow: number;
  readonly endRow: number;
}

interface ChunkPages {
  readonly dictionary: Pick<Page, 'start' | 'end'> | undefined;
  readonly pages: readonly Page[];
}

/** Where the file below starts: at 0 the library would take an offset for a missing one. */
const PADDING = 4;

/**
 * Reads one row of a column by its own page. It is for files without a page index in which another page of the same
 * column is damaged: the library decodes all pages or none. `row` counts within its group. Undefined where the pages do
 * not tell their rows, as in lists.
 */
export async function readByPage(
  file: AsyncBuffer,
  metadata: FileMetaData,
  group: RowGroup,
  leaf: string,
  row: number,
): Promise<unknown> {
  const { dictionary, pages } = await pagesOf(file, group, leaf);
  const page = pages.find(({ endRow }) => row < endRow);
  if (!page) return undefined;
  const parts = await Promise.all(
    [dictionary, page].map((part) => (part ? file.slice(part.start, part.end) : new ArrayBuffer())),
  );
  const [dictionaryBytes = 0, pageBytes = 0] = parts.map(({ byteLength }) => byteLength);
  const { buffer: bytes } = joinBytes([new Uint8Array(PADDING), ...parts.map((part) => new Uint8Array(part))]);
  const alone = withOnePage(metadata, group, leaf, page.endRow - page.firstRow, [dictionaryBytes, pageBytes]);
  const column = leaf.split('.')[0] ?? leaf;
  const [found] = await parquetReadObjects({
    file: { byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end) },
    metadata: alone,
    columns: [column],
    rowStart: row - page.firstRow,
    rowEnd: row - page.firstRow + 1,
    compressors,
    utf8: false,
  });
  return found?.[column];
}

/** The file's description as if it held one page of one leaf, behind its dictionary. */
function withOnePage(
  metadata: FileMetaData,
  group: RowGroup,
  leaf: string,
  rows: number,
  [dictionaryBytes, pageBytes]: readonly [number, number],
): FileMetaData {
  const leaves = group.columns.map(({ meta_data: data }) => data?.path_in_schema.join('.') ?? '');
  const pruned = withoutLeaves({ ...metadata, row_groups: [group] }, new Set(leaves.filter((other) => other !== leaf)));
  const place = {
    ...(dictionaryBytes > 0 && { dictionary_page_offset: BigInt(PADDING) }),
    data_page_offset: BigInt(PADDING + dictionaryBytes),
    total_compressed_size: BigInt(dictionaryBytes + pageBytes),
  };
  const columns = (pruned.row_groups[0]?.columns ?? []).flatMap(({ meta_data: data }) =>
    data ? [{ file_offset: 0n, meta_data: { ...data, ...place } }] : [],
  );
  return { ...pruned, num_rows: BigInt(rows), row_groups: [{ ...group, num_rows: BigInt(rows), columns }] };
}

/** Walks over the headers of a column's pages. */
async function pagesOf(file: AsyncBuffer, group: RowGroup, leaf: string): Promise<ChunkPages> {
  const data = chunkOf(group, leaf);
  if (!data) return { dictionary: undefined, pages: [] };
  const start = Number(data.dictionary_page_offset || data.data_page_offset);
  const reader = { view: new DataView(await file.slice(start, start + Number(data.total_compressed_size))), offset: 0 };
  let dictionary: ChunkPages['dictionary'];
  const pages: Page[] = [];
  let row = 0;
  while (reader.offset < reader.view.byteLength && row < Number(group.num_rows)) {
    const pageStart = start + reader.offset;
    const header = parquetHeader(reader);
    // A damaged size could lead back to this page, without end.
    if (!(header.compressed_page_size >= 0)) throw new RangeError('A page has a size below zero.');
    reader.offset += header.compressed_page_size;
    const end = start + reader.offset;
    if (header.type === 'DICTIONARY_PAGE') dictionary = { start: pageStart, end };
    const rows = header.data_page_header_v2?.num_rows ?? header.data_page_header?.num_values;
    if (rows === undefined) continue;
    pages.push({ start: pageStart, end, firstRow: row, endRow: row + rows });
    row += rows;
  }
  return { dictionary, pages };
}
