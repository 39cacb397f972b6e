import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { imagesOf, type DatasetItem, type ImageReference } from '../../core/dataset/datasetItem.ts';
import { messageOf } from '../../core/errors.ts';
import { openParquet } from './parquetFile.ts';
import { readDataset } from './readDataset.ts';

/** A file that Python wrote: see fixtures/make.py. */
function bytesOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join('src/formats/dataset/fixtures', name)));
}

const read = (name: string) => readDataset(bytesSource(name, bytesOf(name)));

/** The red of a picture of one pixel in the file, the path of another, or why there is none. */
async function shown(image: ImageReference): Promise<number | string | undefined> {
  if (image.kind === 'file') return image.name;
  const { default: sharp } = await import('sharp');
  try {
    return (
      await sharp(await image.read())
        .raw()
        .toBuffer()
    )[0];
  } catch (error) {
    return messageOf(error);
  }
}

async function picturesOf(item: DatasetItem | undefined): Promise<unknown[]> {
  return item ? Promise.all(imagesOf(item).map(shown)) : [];
}

describe.each(['paths.parquet', 'paths-paged.parquet', 'paths-uncounted.parquet'])('%s', (name) => {
  it('has pictures in the file and beside it', async () => {
    const { items, problems } = await read(name);
    expect(problems).toEqual([]);
    expect(await Promise.all(items.map(picturesOf))).toEqual([
      [0, 1, 2],
      [10, 11, 12],
      ['20.png', '21.png', '22.png'],
      ['30.png', '31.png', '32.png'],
      [40, 41, 42],
      ['50.png', '51.png', '52.png'],
    ]);
  });
});

describe.each(['list.parquet', 'list-paged.parquet', 'list-bytes.parquet'])('%s', (name) => {
  it('has edits in a list', async () => {
    const { items, problems } = await read(name);
    expect(problems).toEqual([]);
    expect(await Promise.all(items.map(picturesOf))).toEqual([
      [0, 1, 2, 3],
      [0, 4, 5, 6],
      [0, 7, 8, 9],
    ]);
    expect(items.map(({ ranks }) => ranks)).toEqual(items.map(() => [3, 1, 2]));
    expect(items[1]?.candidates[2]?.image.name).toBe('paths_generated 3 of row 2');
  });
});

describe('list-mixed.parquet', () => {
  it('has paths among pictures, and names a gap', async () => {
    const { items, problems } = await read('list-mixed.parquet');
    expect(await Promise.all(items.map(picturesOf))).toEqual([[0, 1, 'b.png', 3]]);
    expect(problems).toEqual([{ line: 2, message: 'The row has an empty path in "paths_generated".' }]);
  });
});

describe('values of all kinds', () => {
  it('are read where they are asked for: texts in bytes, decimals, NaN', async () => {
    const { items, problems } = await read('values.parquet');
    expect(problems).toEqual([]);
    expect(items.map(({ instruction, candidates }) => [instruction, candidates[0]?.humanScore])).toEqual([
      ['from bytes', 0.7],
      ['from bytes', undefined],
    ]);
    const scores = (await read('scores.parquet')).items;
    expect(scores.map(({ candidates }) => candidates[0]?.humanScore)).toEqual([undefined, 1, undefined]);
  });
});

const DAMAGED = 'it is damaged (invalid zstd data). Download the file again.';

describe.each([
  ['damaged-paged.parquet', [4]],
  // Without a page index, the library takes the page before a row for its own where that row is the first of the next.
  ['damaged.parquet', [4, 5]],
] as const)('%s', (name, lines) => {
  it('loses the rows of the damaged page and no other', async () => {
    const { items, problems } = await read(name);
    const message = `The column "prompt" cannot be read in this row: ${DAMAGED}`;
    expect(problems).toEqual(lines.map((line) => ({ line, message })));
    expect(items.map(({ line }) => line)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].filter((line) => !lines.some((lost) => lost === line)),
    );
  });

  it('loses the picture of the damaged page and no other', async () => {
    const { items } = await read(name);
    for (const item of items) {
      const row = item.line - 1;
      const source = row === 5 ? `The picture in column source of row 6 of ${name} cannot be read: ${DAMAGED}` : row;
      expect(await picturesOf(item)).toEqual([source, row, row]);
    }
  });
});

describe('an opened file', () => {
  // The library reads the parts of a column at once and awaits them in turn: when two fail, nobody awaits the second.
  it('does not end Node with a failure that nobody awaits', async () => {
    const unheard = vi.fn();
    process.on('unhandledRejection', unheard);
    const { file } = await openParquet(bytesSource('a.parquet', bytesOf('paths.parquet')));
    const follower = Promise.resolve(file.slice(0, 4)).then(() => {
      throw new TypeError('damaged');
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
    await expect(follower).rejects.toThrow('damaged');
  });
});

describe('a file that is no whole parquet', () => {
  const whole = bytesOf('bench.parquet');
  const withEnd = (end: readonly number[]) => {
    const bytes = whole.slice();
    bytes.set(end, bytes.length - end.length);
    return bytes;
  };

  it.each([
    ['is cut off', whole.slice(0, -10), 'it ends before its footer, so it was cut off. Download it again.'],
    ['is its start alone', whole.slice(0, 4), 'it ends before its footer, so it was cut off. Download it again.'],
    ['has no footer', withEnd([0, 0, 0, 0, 80, 65, 82, 49]), 'its footer is damaged. Download it again.'],
    [
      'has too large a footer',
      withEnd([255, 255, 255, 127, 80, 65, 82, 49]),
      'its footer is damaged. Download it again.',
    ],
    ['is encrypted', withEnd([80, 65, 82, 69]), 'it is encrypted. Save it without encryption.'],
  ])('%s: refused in one sentence', async (_what, bytes, why) => {
    const message = `a.parquet cannot be read as parquet: ${why}`;
    await expect(readDataset(bytesSource('a.parquet', bytes))).rejects.toMatchObject({ name: 'ParquetError', message });
  });
});
