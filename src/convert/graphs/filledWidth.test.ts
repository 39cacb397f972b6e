import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directorySink } from '../../cli/nodeFiles.ts';
import { writeOnnxModel } from '../../formats/onnx.ts';
import { floatTensor } from '../../testing/changedTiny.ts';
import { memoryFolder } from '../../testing/memoryFolder.ts';
import { safetensorsBytes } from '../../testing/safetensorsBytes.ts';
import type { VisionSizes } from '../bases/base.ts';
import { qwen25Vl } from '../bases/qwen25Vl.ts';
import { openCheckpoint } from '../checkpoint.ts';
import { inlineEncoder } from '../rowEncoder.ts';
import type { WeightFinding } from '../weightFindings.ts';
import { writeWeights } from '../writeWeights.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { towerMlp } from './visionParts.ts';
import { filledWidth, precisionOf, type Precision } from './weightEncoding.ts';
import { WeightLayout } from './weightLayout.ts';

/** So that a matrix is more than is encoded at a time. */
const HIDDEN = 1100;
/** 4 columns of its last block; 20 more make a multiple of 64, in another block. */
const WIDTH = 1004;
const FILLED = 1024;
const ROWS = 5;
const PREFIX = 'visual.blocks.0.mlp';

const noise = (phase: number) => (index: number) => 0.1 * Math.sin(12.9898 * index + phase);

const TENSORS = {
  [`${PREFIX}.gate_proj.weight`]: floatTensor([WIDTH, HIDDEN], noise(1)),
  [`${PREFIX}.gate_proj.bias`]: floatTensor([WIDTH], noise(2)),
  [`${PREFIX}.up_proj.weight`]: floatTensor([WIDTH, HIDDEN], noise(3)),
  [`${PREFIX}.up_proj.bias`]: floatTensor([WIDTH], noise(4)),
  [`${PREFIX}.down_proj.weight`]: floatTensor([HIDDEN, WIDTH], noise(5)),
  [`${PREFIX}.down_proj.bias`]: floatTensor([HIDDEN], noise(6)),
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-filled-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the MLP makes of some rows, and what was found while its weights were written. */
async function runMlp(name: string, precision: Precision) {
  const layout = new WeightLayout(`${name}.data`);
  const graph = new GraphBuilder(name, 'cpu', precision, layout);
  const sizes = { hiddenSize: HIDDEN, intermediateSize: WIDTH } as VisionSizes;
  const tower = { sizes, parts: qwen25Vl.tower, headsAtOnce: 1 };
  graph.output(towerMlp(graph, tower, PREFIX, graph.input('x', 'float', ['n', HIDDEN])), 'y', 'float', ['n', HIDDEN]);
  const checkpoint = await openCheckpoint(memoryFolder('mlp', { 'model.safetensors': safetensorsBytes(TENSORS) }));
  const findings: WeightFinding[] = [];
  const sink = await directorySink(folder).create(layout.location);
  const onFinding = (finding: WeightFinding) => void findings.push(finding);
  await writeWeights(checkpoint, layout, sink, { onBytes: () => undefined, onFinding, encoder: inlineEncoder });
  await sink.close();
  const file = join(folder, `${name}.onnx`);
  await writeFile(file, writeOnnxModel(graph.build()));
  const session = await ort.InferenceSession.create(file);
  const x = new ort.Tensor(
    'float32',
    Float32Array.from({ length: ROWS * HIDDEN }, (_, i) => 10 * noise(7)(i)),
    [ROWS, HIDDEN],
  );
  const { y } = await session.run({ x });
  await session.release();
  return { output: y?.data as Float32Array, findings, shapes: layout.weights.map(({ shape }) => shape) };
}

describe('an MLP whose width is filled up', () => {
  it.each([true, false])(
    'gives what it gave, and is in the shape of matrix units (symmetric: %s)',
    async (symmetric) => {
      const precision = precisionOf('q4', symmetric);
      const plain = await runMlp(`plain-${symmetric}`, precision);
      const filled = await runMlp(`filled-${symmetric}`, { ...precision, widthMultiple: 64 });
      expect(plain.shapes).toContainEqual([WIDTH, HIDDEN]);
      expect(filled.shapes).toEqual([
        [FILLED, HIDDEN],
        [FILLED],
        [FILLED, HIDDEN],
        [FILLED],
        [HIDDEN, FILLED],
        [HIDDEN],
      ]);
      expect(Math.max(...plain.output.map(Math.abs))).toBeGreaterThan(0.05);
      // fp32 sums of 1004 products, in another order.
      for (const [i, value] of filled.output.entries()) expect(value).toBeCloseTo(plain.output[i] ?? NaN, 6);
      expect([...plain.findings, ...filled.findings]).toEqual([]);
    },
  );
});

describe('filledWidth', () => {
  it('fills up for fp16 on a GPU alone, and only where that is little', () => {
    const widths = [3420, 4304, 5120, 18944, 84, 100];
    expect(widths.map((width) => filledWidth(precisionOf('q4f16', false), width))).toEqual([
      3456, 4352, 5120, 18944, 84, 100,
    ]);
    expect(widths.map((width) => filledWidth(precisionOf('q4', false), width))).toEqual(widths);
  });
});
