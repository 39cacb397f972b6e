/** Graphs of each base against what the official code computes on the way, fed by hand: no package, no runtime. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointPlace, checkpointRequest, hasCheckpoint, type CheckpointName } from '../../testing/checkpoints.ts';
import { directorySink } from '../../cli/nodeFiles.ts';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { causalMask } from '../../core/model/attentionMask.ts';
import { positionTableRows } from '../../core/model/positionTable.ts';
import { textRotary, visionRotary } from '../../core/model/rotary.ts';
import { patchPlaces } from '../../core/model/windowLayout.ts';
import { openSafetensors, readRows, rowCountOf, type Safetensors } from '../../formats/safetensors.ts';
import { planConversion, type ConversionPlan } from '../conversionPlan.ts';
import { planOutputs } from '../outputFiles.ts';
import { inlineEncoder } from '../rowEncoder.ts';

/** What the official numbers may be missed by. */
const BAR = 1e-4;
/** Of an image's pixels both frames are the same; a graph takes one. */
const FRAMES = 2;
const CHANNELS = 3;

type Feeds = Record<string, ort.Tensor>;

const CASES: readonly (readonly [CheckpointName, string])[] = [
  ['hps-a', 'bird'],
  ['hps-b', 'tall-ru'],
  ['qwen3-a', 'mixed'],
];

/** Columns are channel, frame, place in the patch. */
function firstFrame(pixels: Float32Array, columns: number): Float32Array {
  const area = columns / CHANNELS / FRAMES;
  return pixels.filter((_, i) => Math.floor((i % columns) / area) % FRAMES === 0);
}

const present = CASES.every(([name]) => hasCheckpoint(name));
if (!present) console.warn('Skipping the official stages of graphs: no fixtures (set EDITREWARD_FIXTURES).');

describe.skipIf(!present).each(CASES)('%s, case %s', (name, id) => {
  let path: string;
  let plan: ConversionPlan;
  let official: Safetensors;

  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), `editreward-stages-`));
    plan = await planConversion({ ...checkpointRequest(name), dtype: 'fp32', symmetric: false, maxLayersPerShard: 1 });
    await writeSessions();
    const file = `${name}-${id}.safetensors`;
    official = await openSafetensors(bytesSource(file, readFileSync(join(checkpointPlace(name).data, file))));
  }, 240_000);
  afterAll(() => rm(path, { recursive: true }));

  async function writeSessions(): Promise<void> {
    const sink = directorySink(path);
    const options = { onBytes: () => undefined, onFinding: () => undefined, encoder: inlineEncoder };
    for (const output of planOutputs(plan)) {
      if (!/\.(data|cpu\.onnx)$/.test(output.path)) continue;
      const file = await sink.create(output.path);
      await output.write(file, options);
      await file.close();
    }
  }

  const sessionsOf = (role: string) => plan.sessions.filter((session) => session.role === role);

  async function run({ graphs }: ConversionPlan['sessions'][number], feeds: Feeds) {
    const session = await ort.InferenceSession.create(join(path, graphs.cpu.path));
    const inputs = Object.fromEntries(session.inputNames.map((key) => [key, feeds[key] ?? expect.fail(`no ${key}`)]));
    const outputs = await session.run(inputs);
    await session.release();
    return outputs;
  }

  async function stage(tensor: string): Promise<Float32Array> {
    const entry = official.tensors.get(tensor) ?? expect.fail(`no ${tensor}`);
    return readRows(entry, 0, rowCountOf(entry));
  }

  async function expectStage(tensor: string, values: Float32Array): Promise<void> {
    const expected = await stage(tensor);
    expect(values.length, tensor).toBe(expected.length);
    const most = values.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (expected[i] ?? NaN))), 0);
    expect(most, tensor).toBeLessThan(BAR);
  }

  /** [height, width] of each image, in patches. */
  function grids(): [number, number][] {
    const golden: Record<string, { id: string; image_grid_thw: [number, number, number][] }[]> = JSON.parse(
      readFileSync(join(checkpointPlace(name).data, 'golden.json'), 'utf8'),
    );
    const found = golden[name]?.find((entry) => entry.id === id) ?? expect.fail(`no case ${id}`);
    return found.image_grid_thw.map(([, height, width]) => [height, width]);
  }

  function imageFeeds(patches: Float32Array, gridHeight: number, gridWidth: number): Feeds {
    const { vision } = plan.config;
    const places = patchPlaces(gridHeight, gridWidth, vision.mergeSize);
    const { cos, sin, columns } = visionRotary(places, vision.hiddenSize / vision.numHeads, vision.ropeTheta);
    const count = places.length;
    const table =
      vision.positionTable && positionTableRows(places, { gridHeight, gridWidth }, vision.positionTable.side);
    return {
      patches: new ort.Tensor('float32', patches, [count, patches.length / count]),
      cos: new ort.Tensor('float32', cos, [count, columns]),
      sin: new ort.Tensor('float32', sin, [count, columns]),
      ...(table && {
        position_rows: new ort.Tensor('int32', table.rows, [4, count]),
        position_weights: new ort.Tensor('float32', table.weights, [4, count]),
      }),
    };
  }

  /** Every output of the vision shards, of all images one after the other. */
  async function runTower(): Promise<Map<string, Float32Array>> {
    const entry = official.tensors.get('pixel_values') ?? expect.fail('no pixels');
    const columns = entry.shape[1] ?? 0;
    const outputs = new Map<string, number[]>();
    let row = 0;
    for (const [height, width] of grids()) {
      const pixels = await readRows(entry, row, row + height * width);
      row += height * width;
      let feeds = imageFeeds(firstFrame(pixels, columns), height, width);
      for (const [shard, session] of sessionsOf('vision').entries()) {
        const given = await run(session, feeds);
        for (const [key, tensor] of Object.entries(given)) {
          const label = key === 'hidden_states_out' ? `block_${shard}` : key;
          const all = outputs.get(label) ?? [];
          for (const value of tensor.data as Float32Array) all.push(value);
          outputs.set(label, all);
        }
        const hidden = given['hidden_states_out'];
        if (hidden) feeds = { ...feeds, hidden_states: hidden };
      }
    }
    return new Map([...outputs].map(([key, values]) => [key, Float32Array.from(values)]));
  }

  it.skipIf(name === 'hps-b')(
    'has the stages of the vision tower',
    async () => {
      const outputs = await runTower();
      const get = (key: string) => outputs.get(key) ?? expect.fail(`no ${key}`);
      await expectStage('vision_block_0', get('block_0'));
      await expectStage('image_embeds', get('image_embeds'));
      const features = plan.config.vision.deepstack?.blocks.length ?? 0;
      expect(features).toBe(name === 'qwen3-a' ? 2 : 0);
      for (let index = 0; index < features; index++) await expectStage(`deepstack_${index}`, get(`deepstack.${index}`));
    },
    240_000,
  );

  async function rotaryOf(count: number): Promise<readonly [Float32Array, Float32Array]> {
    const { headDim, ropeTheta, positions } = plan.config.text;
    if (positions.kind === 'plain') {
      const { cos, sin } = textRotary(count, headDim, ropeTheta);
      return [cos, sin];
    }
    // The official rows hold each angle twice.
    const half = (values: Float32Array) => values.filter((_, i) => i % headDim < headDim / 2);
    return [half(await stage('rotary_cos')), half(await stage('rotary_sin'))];
  }

  /** Features in the rows of image tokens, 0 in the others. */
  async function featureRows(index: number, count: number): Promise<ort.Tensor> {
    const { hiddenSize } = plan.config.text;
    const features = await stage(`deepstack_${index}`);
    const embeds = await stage('image_embeds');
    const inputs = await stage('inputs_embeds');
    const rows = new Float32Array(count * hiddenSize);
    let image = 0;
    for (let row = 0; row < count; row++) {
      const at = row * hiddenSize;
      const isImage = Array.from({ length: hiddenSize }, (_, i) => i).every(
        (i) => inputs[at + i] === embeds[image * hiddenSize + i],
      );
      if (isImage) rows.set(features.subarray(image * hiddenSize, ++image * hiddenSize), at);
    }
    expect(image * hiddenSize).toBe(embeds.length);
    return new ort.Tensor('float32', rows, [count, hiddenSize]);
  }

  async function decoderFeeds(hidden: Float32Array): Promise<Feeds> {
    const { numLayers, hiddenSize, headDim, numKeyValueHeads } = plan.config.text;
    const count = hidden.length / hiddenSize;
    const [cos, sin] = await rotaryOf(count);
    const places = Array.from({ length: count }, (_, row) => row);
    const positions = new ort.Tensor('int64', BigInt64Array.from(places, BigInt), [1, count]);
    const mask = new ort.Tensor('float32', causalMask(places, count), [count, count]);
    const empty = new ort.Tensor('float32', new Float32Array(), [1, numKeyValueHeads, 0, headDim]);
    const feeds: Feeds = {
      hidden_states: new ort.Tensor('float32', hidden, [count, hiddenSize]),
      cos: new ort.Tensor('float32', cos, [count, headDim / 2]),
      sin: new ort.Tensor('float32', sin, [count, headDim / 2]),
      positions,
      attention_mask: mask,
      query_rows: new ort.Tensor('int32', Int32Array.from(places), [count]),
      query_positions: positions,
      query_mask: mask,
    };
    for (let layer = 0; layer < numLayers; layer++) feeds[`past_key.${layer}`] = feeds[`past_value.${layer}`] = empty;
    const features = plan.config.vision.deepstack?.blocks ?? [];
    for (const index of features.keys()) feeds[`deepstack.${index}`] = await featureRows(index, count);
    return feeds;
  }

  it('has the hidden state before every layer and after the final norm', async () => {
    let feeds = await decoderFeeds(await stage('inputs_embeds'));
    for (const [layer, session] of sessionsOf('decoder').entries()) {
      const outputs = await run(session, feeds);
      const hidden = outputs['hidden_states_out'] ?? outputs['last_hidden_state'] ?? expect.fail('no hidden states');
      const isLast = layer === plan.config.text.numLayers - 1;
      await expectStage(isLast ? 'last_hidden_state' : `hidden_${layer + 1}`, hidden.data as Float32Array);
      feeds = { ...feeds, hidden_states: hidden };
    }
  }, 240_000);
});
