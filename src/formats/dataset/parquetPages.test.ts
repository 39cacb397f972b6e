import { expect, it } from 'vitest';
import type { FileMetaData } from 'hyparquet';
import { readByPage } from './parquetPages.ts';

/** Thrift: a dictionary's page whose size of -7 leads back to the start of its own header. */
const BACKWARDS = new Uint8Array([0x15, 0x04, 0x15, 0x00, 0x15, 0x0d, 0x00]);

it('does not walk over pages without end where one has a size below zero', async () => {
  const group = {
    columns: [
      {
        file_offset: 0n,
        meta_data: {
          type: 'BYTE_ARRAY',
          encodings: [],
          path_in_schema: ['image'],
          codec: 'UNCOMPRESSED',
          num_values: 1n,
          total_uncompressed_size: 7n,
          total_compressed_size: 7n,
          data_page_offset: 4n,
        },
      },
    ],
    total_byte_size: 7n,
    num_rows: 1n,
  } satisfies FileMetaData['row_groups'][number];
  const metadata: FileMetaData = {
    version: 1,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'image', type: 'BYTE_ARRAY' },
    ],
    num_rows: 1n,
    row_groups: [group],
    metadata_length: 0,
  };
  const file = { byteLength: 11, slice: () => new Uint8Array(BACKWARDS).buffer };
  await expect(readByPage(file, metadata, group, 'image', 0)).rejects.toThrow('The header of a page is damaged.');
});
