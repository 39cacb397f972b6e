import { beforeEach, describe, expect, it } from 'vitest';
import { identifyImage, ImageEmbedder, type IdentifiedImage } from './imageEmbedder.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import type { EmbedHooks, EmbeddedImage } from './visionTower.ts';

/** What went through the tower. */
let run: number[];
let embedder: ImageEmbedder;

const tower = {
  async embed(images: readonly ImagePatches[], { onRun }: EmbedHooks = {}) {
    for (const [index, { patches }] of images.entries()) {
      onRun?.(index, 0.5);
      onRun?.(index, 0.5);
      run.push(patches[0] ?? NaN);
    }
    return images.map(({ patches }) => {
      const value = patches[0] ?? NaN;
      return { embeds: Float32Array.of(10 * value), deepstack: [Float32Array.of(100 * value)] };
    });
  },
};

/** Of one image in the tests. */
const IMAGE_BYTES = 2 * 4;

beforeEach(() => {
  run = [];
  embedder = new ImageEmbedder(tower, 16 * IMAGE_BYTES);
});

function valuesOf(images: readonly EmbeddedImage[]) {
  return images.map(({ embeds, deepstack }) => [embeds[0], ...deepstack.map(([value]) => value)]);
}

function image(value: number): IdentifiedImage {
  return { patches: Float32Array.of(value), gridHeight: 1, gridWidth: 1, identity: `${value}` };
}

describe('ImageEmbedder', () => {
  it('embeds what it does not remember, each image once', async () => {
    const first = await embedder.embed([image(1), image(2), image(1)]);
    expect(valuesOf(first)).toEqual([
      [10, 100],
      [20, 200],
      [10, 100],
    ]);
    const second = await embedder.embed([image(2), image(3)]);
    expect(valuesOf(second)).toEqual([
      [20, 200],
      [30, 300],
    ]);
    expect(run).toEqual([1, 2, 3]);
  });

  it('does not wake the tower for nothing', async () => {
    await embedder.embed([image(1)]);
    const idle = new ImageEmbedder({ embed: () => Promise.reject(new Error('woken')) });
    expect(await idle.embed([])).toEqual([]);
    expect(await embedder.embed([image(1)])).toHaveLength(1);
  });

  it('tells all of the work for each image, by its place in the request', async () => {
    await embedder.embed([image(2)]);
    const shares = [0, 0, 0, 0];
    const onRun = (index: number, share: number) => (shares[index] = (shares[index] ?? 0) + share);
    await embedder.embed([image(2), image(1), image(1), image(3)], { onRun });
    expect(shares).toEqual([1, 1, 1, 1]);
  });

  it('forgets what was used longest ago', async () => {
    for (let value = 0; value < 16; value++) await embedder.embed([image(value)]);
    await embedder.embed([image(0)]);
    await embedder.embed([image(16)]);
    run = [];
    await embedder.embed([image(0), image(16), image(2)]);
    expect(run).toEqual([]);
    await embedder.embed([image(1)]);
    expect(run).toEqual([1]);
  });
});

describe('an ImageEmbedder with little room', () => {
  it('gives all images of a call, and remembers as many as fit', async () => {
    const small = new ImageEmbedder(tower, IMAGE_BYTES);
    expect(valuesOf(await small.embed([image(1), image(2)]))).toHaveLength(2);
    run = [];
    await small.embed([image(2)]);
    await small.embed([image(1)]);
    expect(run).toEqual([1]);
  });
});

describe('identifyImage', () => {
  it('tells images apart by patches and shape', async () => {
    const grid = { patches: Float32Array.of(1, 2), gridHeight: 1, gridWidth: 2 };
    const { identity } = await identifyImage(grid);
    expect((await identifyImage({ ...grid, patches: Float32Array.of(0, 1, 2).subarray(1) })).identity).toBe(identity);
    expect((await identifyImage({ ...grid, patches: Float32Array.of(1, 3) })).identity).not.toBe(identity);
    expect((await identifyImage({ ...grid, gridHeight: 2, gridWidth: 1 })).identity).not.toBe(identity);
  });
});
