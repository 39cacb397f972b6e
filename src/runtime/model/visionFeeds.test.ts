import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { patchPlaces } from '../../core/model/windowLayout.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { createTensors, RunFeeds } from './feeds.ts';
import { imageRun, VISION_FEEDS } from './visionFeeds.ts';

const vision = { hiddenSize: 16, numHeads: 2, ropeTheta: 100 };
/** 4 x 6 patches of 3 columns. */
const image = { patches: Float32Array.from({ length: 72 }, (_, i) => i), gridHeight: 4, gridWidth: 6 };

function feedsOf(parts: Partial<Manifest['vision']>, names: readonly string[]) {
  const manifest = { vision: { ...vision, ...parts }, imageProcessor: { patchSize: 14, mergeSize: 2 } };
  const run = imageRun(manifest as unknown as Manifest, image);
  return new RunFeeds(VISION_FEEDS, run, createTensors(ort)).of(names, {});
}

const dimsOf = (feeds: ReturnType<typeof feedsOf>) =>
  Object.fromEntries(Object.entries(feeds).map(([name, { type, dims }]) => [name, [type, ...dims]]));

describe('VISION_FEEDS', () => {
  it('are patches and their turns for every tower', () => {
    const feeds = feedsOf({}, ['patches', 'cos', 'sin']);
    expect(dimsOf(feeds)).toEqual({
      patches: ['float32', 24, 3],
      cos: ['float32', 24, 4],
      sin: ['float32', 24, 4],
    });
    // The first patch of the second merge block stands in column 2: its second half turns by that.
    expect([...(feeds['cos']?.data ?? [])].slice(16, 20)).toEqual(
      [1, 1, Math.cos(2), Math.cos(0.2)].map((value) => Math.fround(value)),
    );
  });

  it('are windows where the manifest has some', () => {
    const feeds = feedsOf({ windows: { size: 56, fullAttentionBlocks: [] } }, [
      'window_slots',
      'window_mask',
      'patch_slots',
    ]);
    expect(dimsOf(feeds)).toEqual({
      window_slots: ['int32', 32],
      window_mask: ['float32', 2, 1, 16, 16],
      patch_slots: ['int32', 24],
    });
  });

  it('are rows of the table of positions where the manifest has one', () => {
    const feeds = feedsOf({ positionTable: { side: 7 } }, ['position_rows', 'position_weights']);
    expect(dimsOf(feeds)).toEqual({ position_rows: ['int32', 4, 24], position_weights: ['float32', 4, 24] });
    const rows = feeds['position_rows']?.data ?? [];
    const corner = patchPlaces(4, 6, 2).findIndex(({ row, column }) => row === 3 && column === 5);
    expect([rows[0], rows[corner]]).toEqual([0, 48]);
  });

  it.each([
    ['window_mask', 'A vision graph has windows, and the manifest has none.'],
    ['position_rows', 'A vision graph has a position table, and the manifest has none.'],
  ])('refuses %s of a manifest that does not describe it', (name, message) => {
    expect(() => feedsOf({}, [name])).toThrow(message);
  });
});
