import { expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

/** Thrift: a root without columns, and one row group of 8,128 rows without any either. */
const FOOTER = [
  [0x15, 0x02],
  [0x19, 0x1c, 0x48, 0x04, ...new TextEncoder().encode('root'), 0x15, 0x00, 0x00],
  [0x16, 0x80, 0x7f],
  [0x19, 0x1c, 0x19, 0x0c, 0x16, 0x00, 0x16, 0x80, 0x7f, 0x00],
  [0x00],
].flat();

it('refuses rows of no columns, of which there could be any number', async () => {
  const magic = new TextEncoder().encode('PAR1');
  const bytes = new Uint8Array([...magic, ...FOOTER, FOOTER.length, 0, 0, 0, ...magic]);
  await expect(readDataset(bytesSource('rows', bytes))).rejects.toMatchObject({
    name: 'ParquetError',
    message: 'rows cannot be read as parquet: its footer is damaged. Download it again.',
  });
});
