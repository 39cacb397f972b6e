/** The headers of pages. They are looked at first: over a page that does not say its sizes the library would read without end. */
import type { AsyncBuffer, RowGroup } from 'hyparquet';
// Not of the package's first page, but of what it exports.
import { parquetHeader } from 'hyparquet/src/column.js';

type PageHeader = ReturnType<typeof parquetHeader>;
type ColumnChunk = RowGroup['columns'][number]['meta_data'];

interface PageWithHeader {
  /** Of its header, in the file. */
  readonly start: number;
  readonly end: number;
  readonly header: PageHeader;
}

/** Most headers are shorter; those with long statistics are read again. */
const HEADER_BYTES = 1024;
const GROWTH = 8;

/**
 * The pages of a chunk, one after the other, until they hold as many values as the chunk does. Pages themselves are not read.
 * Throws a RangeError at a damaged header.
 */
export async function* walkPages(file: AsyncBuffer, chunk: ColumnChunk): AsyncGenerator<PageWithHeader, void> {
  if (!chunk) return;
  const first = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const limit = first + Number(chunk.total_compressed_size);
  let values = 0;
  for (let start = first; start < limit && values < Number(chunk.num_values);) {
    const { header, headerBytes } = await readHeader(file, start, limit);
    requireSizes(header);
    const end = start + headerBytes + header.compressed_page_size;
    yield { start, end, header };
    values += header.data_page_header_v2?.num_values ?? header.data_page_header?.num_values ?? 0;
    start = end;
  }
}

async function readHeader(file: AsyncBuffer, start: number, limit: number, most = HEADER_BYTES) {
  const end = Math.min(start + most, limit);
  const reader = { view: new DataView(await file.slice(start, end)), offset: 0 };
  try {
    const header = parquetHeader(reader);
    return { header, headerBytes: reader.offset };
  } catch (error) {
    if (end === limit) throw error;
    return readHeader(file, start, limit, most * GROWTH);
  }
}

/** A damaged size could lead back to this page, or nowhere, without end. */
function requireSizes({ compressed_page_size: size, uncompressed_page_size: whole, ...header }: PageHeader): void {
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
  const counts = [v1?.num_values, v2?.num_values, dictionary?.num_values];
  const levels = v2
    ? [v2.num_rows, v2.num_nulls, v2.definition_levels_byte_length, v2.repetition_levels_byte_length]
    : [];
  const isWhole = [size, whole, ...counts.filter((_, k) => [v1, v2, dictionary][k]), ...levels].every(isSize);
  if (!isWhole) throw new RangeError('The header of a page is damaged.');
}

function isSize(value: number | undefined): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}
