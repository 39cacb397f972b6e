import { readFileSync } from 'node:fs';
import { parquetMetadataAsync, type AsyncBuffer } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { embeddedImageReader } from './embeddedImages.ts';

/** Written by Python, without a page index: groups of rows 0 to 3, 4 to 7 and 8 to 10. See fixtures/make.py. */
const bytes = new Uint8Array(readFileSync('src/formats/dataset/fixtures/bench.parquet'));

async function openFixture(
  heldBytes?: number,
  slice: AsyncBuffer['slice'] = (start, end) => bytes.slice(start, end).buffer,
) {
  let reads = 0;
  const file: AsyncBuffer = {
    byteLength: bytes.byteLength,
    slice(start, end) {
      reads++;
      return slice(start, end);
    },
  };
  const metadata = await parquetMetadataAsync(file);
  const read = embeddedImageReader('bench.parquet', file, metadata, heldBytes);
  reads = 0;
  return { read, metadata, reads: () => reads };
}

describe('embeddedImageReader, without a page index', () => {
  it('reads the column of a row group once, for rows asked for at the same time too', async () => {
    const { read, reads } = await openFixture();
    await Promise.all([read('candidate_1', 0), read('candidate_1', 1)]);
    const once = reads();
    await read('candidate_1', 3);
    expect(reads()).toBe(once);
    await read('candidate_1', 4);
    await read('candidate_2', 0);
    expect(reads()).toBe(3 * once);
  });

  it('gives the same pictures when nothing may be held', async () => {
    const [held, apart] = [await openFixture(), await openFixture(0)];
    for (const column of ['source_image', 'candidate_1', 'candidate_2']) {
      for (let row = 0; row < 11; row++) expect(await held.read(column, row)).toEqual(await apart.read(column, row));
    }
    expect(apart.reads()).toBeGreaterThan(3 * held.reads());
  });

  it('lets the chunk go that was not used for longest', async () => {
    const { metadata } = await openFixture();
    const chunkBytes = (metadata.row_groups[0]?.columns ?? [])
      .filter(({ meta_data: data }) => data?.path_in_schema[0] === 'candidate_1')
      .reduce((sum, { meta_data: data }) => sum + Number(data?.total_uncompressed_size), 0);
    const { read, reads } = await openFixture(2.5 * chunkBytes);
    const isRead = async (row: number) => {
      const before = reads();
      await read('candidate_1', row);
      return reads() > before;
    };
    expect(await isRead(0)).toBe(true);
    expect(await isRead(4)).toBe(true);
    expect(await isRead(1)).toBe(false);
    expect(await isRead(8)).toBe(true);
    expect(await isRead(0)).toBe(false);
    expect(await isRead(4)).toBe(true);
  });

  it('reads again after a failure', async () => {
    let fails = false;
    const { read } = await openFixture(undefined, (start, end) => {
      if (fails) throw new Error('the disk is gone');
      return bytes.slice(start, end).buffer;
    });
    fails = true;
    await expect(read('candidate_1', 0)).rejects.toThrow('the disk is gone');
    fails = false;
    expect((await read('candidate_1', 0)).byteLength).toBeGreaterThan(0);
  });
});
