import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../core/at.ts';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import { DatasetReader } from './datasetReader.ts';

const hex = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** More than are sent at once. */
const ROWS = 4100;
const TABLE = [
  'source,path1,path2,instruction',
  ...Array.from({ length: ROWS }, (_, i) => `${i}.png,${i}-a.png,${i}-b.png,Edit ${i}.`),
]
  .join('\n')
  .concat('\n');

const parquet = readFileSync('src/formats/dataset/fixtures/bench.parquet');

describe('DatasetReader', () => {
  it('sends all items in portions, in the order of the file', async () => {
    const portions: number[] = [];
    const items: PortableItem[] = [];
    const facts = await new DatasetReader().read('edits.csv', new Blob([TABLE]), (portion) => {
      portions.push(portion.items.length);
      items.push(...portion.items);
      expect(portion.total).toBe(ROWS);
    });
    expect(portions).toEqual([2000, 2000, 100]);
    expect(items.map(({ instruction }) => instruction)).toEqual(Array.from({ length: ROWS }, (_, i) => `Edit ${i}.`));
    expect(facts).toEqual({ sha256: hex(TABLE), itemCount: ROWS, problems: [], notices: [] });
  });

  it('hashes a file that is longer than a piece as it hashes a short one', async () => {
    const reader = new DatasetReader();
    const long = new Uint8Array(8 * 1024 * 1024 + 1).map((_, i) => i % 251);
    expect(await reader.digest('long.png', new Blob([long]))).toBe(hex(long));
    expect(await reader.digest('short.png', new Blob(['short']))).toBe(hex('short'));
  });

  it('says how the rows were understood', async () => {
    const table = 'source,edited,instruction\ns.png,e.png,x\n';
    const facts = await new DatasetReader().read('edits.csv', new Blob([table]), () => undefined);
    expect(facts).toMatchObject({ itemCount: 1, notes: ['"edited" is the edit.'] });
  });

  it('finds the pictures of the dataset that it read last, and of no other', async () => {
    const reader = new DatasetReader();
    const items: PortableItem[] = [];
    const { sha256 } = await reader.read('bench.parquet', new Blob([parquet]), (portion) => {
      items.push(...portion.items);
    });
    const { name } = at(at(items, 0).candidates, 0).image;
    expect((await reader.readImage(sha256, name)).byteLength).toBeGreaterThan(0);
    const missing = { name: 'EmbeddedImageError', file: name, message: `The open dataset holds no ${name}.` };
    await reader.read('edits.csv', new Blob([TABLE]), () => undefined);
    await expect(reader.readImage(sha256, name)).rejects.toMatchObject(missing);
  });

  it('throws what crosses to the page with its file', async () => {
    const failure = new DatasetReader().read('edits.csv', new Blob(['']), () => undefined);
    const error = await failure.catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DatasetFileError', file: 'edits.csv' });
  });
});
