import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../core/at.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../../formats/onnx.ts';
import { GROUP_COLUMNS, GROUP_SIZE } from '../calibration/feedbackFactors.ts';
import { sampleWeights } from '../sampleWeights.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { observedGraph, type Statistics } from './observedGraph.ts';
import { precisionOf } from './weightEncoding.ts';
import { WeightLayout } from './weightLayout.ts';

/** A group and a part of one. */
const K = 200;
const ROWS = 64;
const SAMPLES = 7;

const x = Float32Array.from({ length: SAMPLES * K }, (_, i) => Math.fround(Math.sin(12.9898 * i)));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-observed-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Two matrices of 4 bits and one of 8 multiply x; another one of 4 bits multiplies what one of them gives. */
function build(dtype: Dtype) {
  const layout = new WeightLayout(`${dtype}.data`);
  const graph = new GraphBuilder('observed', 'cpu', precisionOf(dtype, false), layout);
  const input = graph.toActivation(graph.input('x', 'float', ['n', K]));
  const matrix = { rows: ROWS, columns: K } as const;
  const up = graph.linear(input, 'up', { kind: 'mlp', ...matrix });
  graph.linear(input, 'gate', { kind: 'mlp', ...matrix });
  graph.linear(input, 'key', { kind: 'keyValue', ...matrix });
  const down = graph.linear(up, 'down', { kind: 'mlp', rows: ROWS, columns: ROWS });
  graph.output(graph.toResidual(down), 'y', 'float', ['n', ROWS]);
  graph.output(graph.toResidual(up), 'up', 'float', ['n', ROWS]);
  return { ...observedGraph(graph.build()), layout };
}

async function run(dtype: Dtype) {
  const { graph, statistics, layout } = build(dtype);
  await writeFile(join(folder, layout.location), sampleWeights(layout));
  const path = join(folder, `${dtype}.onnx`);
  await writeFile(path, writeOnnxModel(graph));
  const session = await ort.InferenceSession.create(path);
  const outputs = await session.run({ x: new ort.Tensor('float32', x, [SAMPLES, K]) });
  await session.release();
  const read = (name: string) => outputs[name]?.data as Float32Array;
  return { statistics, read, names: session.outputNames };
}

const of = (statistics: ReadonlyMap<string, Statistics>, tensor: string) =>
  statistics.get(tensor) ?? expect.fail(`no statistics of ${tensor}`);

/** The largest difference from sums of products of `values` [samples, columns], within groups. */
function farthest(sums: Float32Array, values: Float32Array, columns: number): number {
  let most = 0;
  for (const [index, sum] of sums.entries()) {
    const group = Math.floor(index / GROUP_SIZE) * GROUP_COLUMNS;
    const [i, j] = [group + Math.floor((index % GROUP_SIZE) / GROUP_COLUMNS), group + (index % GROUP_COLUMNS)];
    let expected = 0;
    if (i < columns && j < columns) {
      for (let n = 0; n < SAMPLES; n++) expected += at(values, n * columns + i) * at(values, n * columns + j);
    }
    most = Math.max(most, Math.abs(sum - expected));
  }
  return most;
}

describe.each([
  ['q4', 1e-5],
  // Inputs are rounded to 16 bits before they are multiplied.
  ['q4f16', 0.02],
] as const)('an observed graph of %s', (dtype, bar) => {
  it('gives sums of products of what its matrices multiply, filled up with zeros', async () => {
    const { statistics, read } = await run(dtype);
    const ofInput = of(statistics, 'up.weight');
    expect(ofInput.length).toBe(2 * GROUP_SIZE);
    expect(read(ofInput.output)).toHaveLength(ofInput.length);
    expect(farthest(read(ofInput.output), x, K)).toBeLessThan(bar);
    const inner = of(statistics, 'down.weight');
    expect(inner.length).toBe(GROUP_SIZE);
    expect(farthest(read(inner.output), read('up'), ROWS)).toBeLessThan(bar);
  });

  it('asks once for inputs that several matrices share, and not for those of 8 bits', async () => {
    const { statistics, names } = await run(dtype);
    expect(statistics.get('gate.weight')).toEqual(statistics.get('up.weight'));
    expect([...statistics.keys()].toSorted()).toEqual(['down.weight', 'gate.weight', 'up.weight']);
    expect(names.filter((name) => name.startsWith('statistics.'))).toEqual([
      'statistics.up.weight',
      'statistics.down.weight',
    ]);
  });
});

it('observes nothing where all is of 8 bits', () => {
  expect(build('q8').statistics.size).toBe(0);
});
