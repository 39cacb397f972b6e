import { parquetReadObjects, type AsyncBuffer, type FileMetaData, type RowGroup } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import { chunkOf, withoutLeaves } from './parquetColumns.ts';
import { walkPages } from './parquetHeaders.ts';

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

/** The pages of a column. Throws a RangeError where the header of one is damaged, and the errors of the file. */
async function pagesOf(file: AsyncBuffer, group: RowGroup, leaf: string): Promise<ChunkPages> {
  let dictionary: ChunkPages['dictionary'];
  const pages: Page[] = [];
  let row = 0;
  for await (const { start, end, header } of walkPages(file, chunkOf(group, leaf))) {
    if (header.type === 'DICTIONARY_PAGE') dictionary = { start, end };
    const rows = header.data_page_header_v2?.num_rows ?? header.data_page_header?.num_values;
    if (rows === undefined) continue;
    pages.push({ start, end, firstRow: row, endRow: row + rows });
    row += rows;
    if (row >= Number(group.num_rows)) break;
  }
  return { dictionary, pages };
}
