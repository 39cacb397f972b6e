import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { exampleBatch, fetchExampleRows } from './exampleBatch.ts';

const FOLDER = 'https://example.org/site/examples/';

/** A site that has what is in `public/examples`. */
async function served(address: string): Promise<Response> {
  try {
    return new Response(readFileSync(`public/examples/${String(address).slice(FOLDER.length)}`));
  } catch {
    return new Response('', { status: 404 });
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('the example of several editors', () => {
  it('is a dataset like any other, with its pictures', async () => {
    vi.stubGlobal('fetch', served);
    const files = exampleBatch(await fetchExampleRows(FOLDER), FOLDER);
    const manifest = await files.open('example/editors.json');
    if (!manifest) throw new Error('There is no dataset.');
    const { items, problems } = await readDataset(
      bytesSource('editors.json', new Uint8Array(await manifest.arrayBuffer())),
    );
    expect(problems).toEqual([]);
    expect(items).toHaveLength(6);
    expect(new Set(items.flatMap(({ candidates }) => candidates.map(({ model }) => model)))).toEqual(
      new Set(['Atelier', 'Breeze', 'Comet']),
    );
    expect(items.filter(({ ranks }) => ranks !== undefined)).toHaveLength(4);
    for (const { source, candidates } of items) {
      for (const name of [source?.name, ...candidates.map(({ image }) => image.name)]) {
        expect((await files.open(`example/${name}`))?.size).toBeGreaterThan(100);
      }
    }
    expect(await files.open('example/other.png')).toBeUndefined();
  });

  it('says so where it does not come', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    await expect(fetchExampleRows(FOLDER)).rejects.toMatchObject({
      name: 'ExampleError',
      file: `${FOLDER}editors.json`,
    });
  });
});
