import { planSampleLayer, SAMPLE_RANGE, sampleSizes, type LayerKind } from '../../convert/bases/sampleLayers.ts';
import { sampleWeights } from '../../convert/sampleWeights.ts';
import type { WeightLayout } from '../../convert/graphs/weightLayout.ts';
import { defined } from '../../core/defined.ts';
import { layerFlops } from '../../core/fit/flops.ts';
import type { SampleSize } from '../../core/fit/layerSpeed.ts';
import type { Dtype, GraphVariant } from '../../core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../../formats/onnx.ts';
import { DecoderRunner, type DecoderManifest } from '../model/decoderRunner.ts';
import { createTensors, RunFeeds } from '../model/feeds.ts';
import type { Backend, InferenceSession, SessionReader, Tensor } from '../model/session.ts';
import { imageRun, VISION_FEEDS, type VisionManifest } from '../model/visionFeeds.ts';

/** A layer to be timed. */
export interface Sample {
  readonly kind: LayerKind;
  readonly size: SampleSize;
  readonly dtype: Dtype;
  readonly variant: GraphVariant;
  /** Tokens, or patches along a side of a square image. */
  readonly length: number;
}

/** A layer on a device. */
export interface SampleRun {
  /** Operations of a run. */
  readonly flops: number;
  /** Runs the layer on what the last run gave. Resolves when the device has its work, which it may not have done yet. */
  run(): Promise<void>;
  /** Waits until the device has done all its work, and resolves with what the last run gave. */
  settle(): Promise<Tensor['data']>;
  release(): Promise<void>;
}

const GRAPH = 'layer.onnx';
const NO_WINDOWS = 'The sample tower has no windows.';

/** Brings a layer with weights of no meaning onto a device. */
export async function openSample(backend: Backend, sample: Sample): Promise<SampleRun> {
  const { graph, layout } = planSampleLayer(sample.kind, sample.size, sample);
  const files = { graph: GRAPH, externalData: [layout.location], deviceOutputs: ['hidden_states_out'] };
  const session = await backend.guard(
    backend.createSession(files, readerOf(Uint8Array.from(writeOnnxModel(graph)), layout)),
  );
  const step = sample.kind === 'decoder' ? decoderStep(backend, sample, session) : visionStep(backend, sample, session);
  let hidden = step.first;
  return {
    flops: sampleFlops(sample, layout),
    async run() {
      const next = await step.run(hidden);
      hidden.dispose();
      hidden = next;
    },
    settle: () => backend.guard(hidden.getData()),
    async release() {
      hidden.dispose();
      await session.release();
    },
  };
}

/** Operations of a run, without a device. */
export function sampleFlops({ kind, size, length }: Sample, layout: WeightLayout): number {
  const { text, vision } = sampleSizes(size);
  const weights = layout.weights.reduce((sum, { sourceShape }) => sum + matrixSize(sourceShape), 0);
  if (kind === 'decoder') return layerFlops(length, weights, length, text.numHeads * text.headDim);
  const { windows, patchSize, hiddenSize } = vision;
  const slots = (defined(windows, NO_WINDOWS).size / patchSize) ** 2;
  return layerFlops(length ** 2, weights, slots, hiddenSize);
}

function matrixSize(shape: readonly number[]): number {
  return shape.length > 1 ? shape.reduce((product, side) => product * side, 1) : 0;
}

function readerOf(graph: Uint8Array<ArrayBuffer>, layout: WeightLayout): SessionReader {
  return {
    read: async (path) => (path === GRAPH ? graph : sampleWeights(layout)),
    openBlob: async () => undefined,
    check: async () => undefined,
    probe: async () => undefined,
  };
}

interface Step {
  readonly first: Tensor;
  run(hidden: Tensor): Promise<Tensor>;
}

function decoderStep(backend: Backend, { size, dtype, length }: Sample, session: InferenceSession): Step {
  const manifest = sampleManifest(size, dtype);
  const runner = new DecoderRunner(backend, manifest);
  const places = Int32Array.from({ length }, (_, place) => place);
  const feeds = runner.feeds({
    count: length,
    start: 0,
    positions: [places, places, places],
    images: [],
    queryRows: [],
  });
  return {
    first: hiddenTensor(backend, length, manifest.text.hiddenSize),
    run: async (hidden) =>
      (await runner.run(session, SAMPLE_RANGE, feeds, { hidden, past: undefined, keep: false })).hidden,
  };
}

function visionStep(backend: Backend, { size, dtype, length }: Sample, session: InferenceSession): Step {
  const manifest = sampleManifest(size, dtype);
  const image = { gridHeight: length, gridWidth: length, patches: new Float32Array() };
  const feeds = new RunFeeds(VISION_FEEDS, imageRun(manifest, image), createTensors(backend.ort));
  return {
    first: hiddenTensor(backend, length ** 2, manifest.vision.hiddenSize),
    async run(hidden) {
      const outputs = await backend.guard(session.run(feeds.of(session.inputNames, { hidden_states: hidden })));
      return defined(outputs['hidden_states_out'], 'A sample block gives no hidden states.');
    },
  };
}

/** Values of size 1, none like the next. */
function hiddenTensor({ ort }: Backend, rows: number, columns: number): Tensor {
  const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.SQRT2 * Math.sin(12.9898 * i));
  return new ort.Tensor('float32', values, [rows, columns]);
}

/** What a model of such layers would have in its manifest. */
function sampleManifest(size: SampleSize, dtype: Dtype): DecoderManifest & VisionManifest {
  const { text, vision } = sampleSizes(size);
  const { patchSize, mergeSize, depth, hiddenSize, numHeads, ropeTheta, outHiddenSize } = vision;
  const windows = { size: defined(vision.windows, NO_WINDOWS).size, fullAttentionBlocks: [] };
  return {
    dtype,
    text: { ...text, positions: { kind: 'plain' } },
    vision: { depth, hiddenSize, numHeads, ropeTheta, outHiddenSize, windows },
    imageProcessor: { patchSize, mergeSize },
  };
}
