/** Single layers of a large model, with weights of no meaning: to time a device by, without a checkpoint. */
import type { SampleSize } from '../../core/fit/layerSpeed.ts';
import type { Dtype, GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../../formats/onnx.ts';
import { buildDecoderGraph } from '../graphs/decoderGraph.ts';
import { buildVisionGraph } from '../graphs/visionGraph.ts';
import { precisionOf, type Precision } from '../graphs/weightEncoding.ts';
import { WeightLayout } from '../graphs/weightLayout.ts';
import type { BaseConfig, TextSizes, VisionSizes } from './base.ts';
import { qwen25Vl } from './qwen25Vl.ts';

export type LayerKind = 'vision' | 'decoder';

/** A graph of one layer over its weights, which are in the file that the layout names. */
export interface SampleLayer {
  readonly graph: OnnxGraph;
  readonly layout: WeightLayout;
}

/** A decoder layer that is not the last, which computes less, and a vision block whose attention stays in windows. */
const LAYERS = 3;
const LAYER = 1;

const TEXT: TextSizes = {
  numLayers: LAYERS,
  hiddenSize: 3584,
  intermediateSize: 18944,
  numHeads: 28,
  numKeyValueHeads: 4,
  headDim: 128,
  ropeTheta: 1_000_000,
  rmsNormEps: 1e-6,
  attentionBias: true,
  headNorms: false,
  positions: { kind: 'plain' },
};

const VISION: VisionSizes = {
  depth: LAYERS,
  hiddenSize: 1280,
  intermediateSize: 3420,
  numHeads: 16,
  patchSize: 14,
  temporalPatchSize: 2,
  mergeSize: 2,
  outHiddenSize: 3584,
  ropeTheta: 10_000,
  normEps: 1e-6,
  inChannels: 3,
  windows: { size: 112, fullAttentionBlocks: [] },
};

/** The sizes of sample layers: `whole` is Qwen2.5-VL-7B's. */
export function sampleSizes(size: SampleSize): BaseConfig {
  const share = size === 'whole' ? 1 : 4;
  const text = {
    ...TEXT,
    hiddenSize: TEXT.hiddenSize / share,
    intermediateSize: TEXT.intermediateSize / share,
    numHeads: TEXT.numHeads / share,
    numKeyValueHeads: TEXT.numKeyValueHeads / share,
  };
  const vision = {
    ...VISION,
    hiddenSize: VISION.hiddenSize / share,
    intermediateSize: VISION.intermediateSize / share,
    numHeads: VISION.numHeads / share,
    outHiddenSize: text.hiddenSize,
  };
  return { text, vision };
}

/** Plans a layer. What its weights are is up to whoever fills them in. */
export function planSampleLayer(
  kind: LayerKind,
  size: SampleSize,
  { dtype, variant }: { readonly dtype: Dtype; readonly variant: GraphVariant },
): SampleLayer {
  const layout = new WeightLayout('layer.data');
  const precision = precisionOf(dtype, false);
  const graph = kind === 'vision' ? visionBlock : decoderLayer;
  return { graph: graph(sampleSizes(size), variant, precision, layout), layout };
}

function visionBlock(
  { vision }: BaseConfig,
  variant: GraphVariant,
  precision: Precision,
  layout: WeightLayout,
): OnnxGraph {
  const tower = { sizes: vision, parts: qwen25Vl.tower, headsAtOnce: vision.numHeads };
  return buildVisionGraph(variant, tower, [LAYER, LAYER + 1], precision, layout);
}

function decoderLayer(
  { text }: BaseConfig,
  variant: GraphVariant,
  precision: Precision,
  layout: WeightLayout,
): OnnxGraph {
  return buildDecoderGraph(variant, { ...text, deepstackLayers: 0 }, [LAYER, LAYER + 1], precision, layout);
}

/** The range of layers that a sample layer is. */
export const SAMPLE_RANGE: readonly [number, number] = [LAYER, LAYER + 1];
