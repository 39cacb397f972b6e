import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { Backend, Feeds, InferenceSession, Tensor } from './session.ts';
import type { Shard } from './shard.ts';
import { VisionTower } from './visionTower.ts';

const manifest = {
  imageProcessor: { patchSize: 14, mergeSize: 2 },
  vision: { depth: 4, hiddenSize: 8, numHeads: 2, ropeTheta: 100, deepstack: { count: 2 } },
} as unknown as Manifest;
const backend = { ort, guard: <T>(work: Promise<T>) => work } as unknown as Backend;

/** A shard whose outputs are made of what stands first in its input. */
function shardOf(
  layers: readonly [number, number],
  input: string,
  outputs: Readonly<Record<string, (value: number) => number>>,
  log: string[],
): Shard {
  const session: InferenceSession = {
    inputNames: [input],
    outputNames: Object.keys(outputs),
    async run(feeds: Feeds) {
      const value = Number(feeds[input]?.data[0]);
      log.push(`${layers.join('-')} ${value}`);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, make]): [string, Tensor] => [
          name,
          new ort.Tensor('float32', Float32Array.of(make(value)), [1, 1]),
        ]),
      );
    },
    release: async () => undefined,
  };
  return { layers, use: (work) => work(session), release: async () => undefined };
}

const image = (value: number) => ({ patches: Float32Array.of(value, 0, 0, 0), gridHeight: 2, gridWidth: 2 });

describe('VisionTower', () => {
  it('collects the features of each image from the shards that give them', async () => {
    const log: string[] = [];
    const tower = new VisionTower(backend, manifest, [
      shardOf(
        [0, 2],
        'patches',
        { hidden_states_out: (value) => value + 1, 'deepstack.0': (value) => 10 * value },
        log,
      ),
      shardOf([2, 4], 'hidden_states', { 'deepstack.1': (value) => 100 * value, image_embeds: (value) => -value }, log),
    ]);
    const shares: [number, number][] = [];
    const embedded = await tower.embed([image(1), image(2)], { onRun: (...run) => shares.push(run) });
    expect(embedded).toEqual([
      { embeds: Float32Array.of(-2), deepstack: [Float32Array.of(10), Float32Array.of(200)] },
      { embeds: Float32Array.of(-3), deepstack: [Float32Array.of(20), Float32Array.of(300)] },
    ]);
    expect(log).toEqual(['0-2 1', '0-2 2', '2-4 2', '2-4 3']);
    expect(shares).toEqual([
      [0, 0.5],
      [1, 0.5],
      [0, 0.5],
      [1, 0.5],
    ]);
  });

  it('refuses a tower that gives too few of them', async () => {
    const whole = shardOf([0, 4], 'patches', { image_embeds: (value) => value, 'deepstack.1': (value) => value }, []);
    const tower = new VisionTower(backend, manifest, [whole]);
    await expect(tower.embed([image(1)])).rejects.toThrow('No vision shard gives deepstack.0.');
  });
});
