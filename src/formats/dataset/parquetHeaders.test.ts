import type { AsyncBuffer, ColumnMetaData, FileMetaData } from 'hyparquet';
import { expect, it } from 'vitest';
import { walkPages } from './parquetHeaders.ts';
import { readColumn } from './parquetValues.ts';
import { UnreadableCell } from './row.ts';

/** A number of Thrift's compact protocol, as a field whose id is `by` above the one before it. */
const field = (value: number, by = 1) => [(by << 4) | 5, 2 * value];
const MAGIC = [80, 65, 82, 49];
/** "ab" as plain text, with its length before it. */
const PAGE = [2, 0, 0, 0, 97, 98];

/** A data page of version 2 with one row; `levels` are the bytes of its definition levels, and the step to what follows them. */
function pageOfV2(size: number, levels: readonly number[], statistics: readonly number[] = []): number[] {
  const counts = [...field(1), ...field(0), ...field(1), ...field(0), ...levels];
  return [...field(3), ...field(size), ...field(size), 0x5c, ...counts, ...statistics, 0, 0];
}

const WHOLE = [...field(0), ...field(0)];
const WITHOUT_LENGTH = field(0, 2);

function fileOf(page: readonly number[]) {
  const bytes = new Uint8Array([...MAGIC, ...page]);
  const file: AsyncBuffer = { byteLength: bytes.length, slice: (start, end) => bytes.buffer.slice(start, end) };
  const chunk: ColumnMetaData = {
    type: 'BYTE_ARRAY',
    encodings: [],
    path_in_schema: ['prompt'],
    codec: 'UNCOMPRESSED',
    num_values: 1n,
    total_uncompressed_size: BigInt(page.length),
    total_compressed_size: BigInt(page.length),
    data_page_offset: BigInt(MAGIC.length),
  };
  const metadata: FileMetaData = {
    version: 2,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'prompt', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ],
    num_rows: 1n,
    row_groups: [{ columns: [{ file_offset: 0n, meta_data: chunk }], total_byte_size: 6n, num_rows: 1n }],
    metadata_length: 0,
  };
  return { file, metadata };
}

const valuesOf = ({ file, metadata }: ReturnType<typeof fileOf>) =>
  readColumn(file, metadata, 'prompt', { start: 0, end: 1 });

it('leaves what is whole to be read', async () => {
  expect(await valuesOf(fileOf([...pageOfV2(6, WHOLE), ...PAGE]))).toEqual(['ab']);
});

it('never hands the library a page that does not say how long its levels are, which it would read without end', async () => {
  const [cell] = await valuesOf(fileOf([...pageOfV2(6, WITHOUT_LENGTH), ...PAGE]));
  expect(cell).toBeInstanceOf(UnreadableCell);
  expect(cell).toMatchObject({
    reason: 'The column "prompt" cannot be read in this row: it is damaged. Download the file again.',
  });
});

it('reads a header that is longer than most, as statistics make it', async () => {
  // Field 8 of version 2, whose field 5 is the greatest value, of 3,000 bytes.
  const long = [0x2c, 0x58, 0xb8, 0x17, ...Array<number>(3000).fill(97), 0];
  const page = pageOfV2(6, WHOLE, long);
  const { file, metadata } = fileOf([...page, ...PAGE]);
  const walked: number[][] = [];
  const chunk = metadata.row_groups[0]?.columns[0]?.meta_data;
  for await (const { start, end } of walkPages(file, chunk)) walked.push([start, end]);
  expect(walked).toEqual([[4, 4 + page.length + PAGE.length]]);
  expect(await valuesOf({ file, metadata })).toEqual(['ab']);
});
