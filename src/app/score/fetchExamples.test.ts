import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inspectImage } from '../../core/image/inspectImage.ts';
import { fetchExamplePictures, fetchExamples } from './fetchExamples.ts';

const FOLDER = 'https://example.org/editreward/examples/';

/** The site's own files. */
function serveExamples(change: (text: string) => string = (text) => text): void {
  vi.stubGlobal('fetch', async (address: string) => {
    const bytes = readFileSync(`public/examples/${address.slice(FOLDER.length)}`);
    return new Response(address.endsWith('.json') ? change(bytes.toString()) : new Uint8Array(bytes));
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('the examples of the site', () => {
  it('are at least six, each with pictures that are there', async () => {
    serveExamples();
    const examples = await fetchExamples(FOLDER);
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const example of examples) {
      const pictures = await fetchExamplePictures(example);
      expect(pictures).toHaveLength(1 + example.candidates.length);
      expect(pictures.every(({ fromExample }) => fromExample)).toBe(true);
      for (const { name, blob, turned } of pictures) {
        const { orientation } = inspectImage(new Uint8Array(await blob.arrayBuffer()), name);
        expect([name, turned]).toEqual([name, orientation !== 1]);
      }
    }
  });

  it.each(['', '{}', '[{"id": "x"}]'])('are refused when their list is %j', async (text) => {
    serveExamples(() => text);
    await expect(fetchExamples(FOLDER)).rejects.toMatchObject({ name: 'ExampleError', file: `${FOLDER}examples.json` });
  });
});
