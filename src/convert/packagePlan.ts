import type { Dtype, GraphVariant } from '../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../formats/onnx.ts';
import type { Base, BaseConfig } from './bases/base.ts';
import { buildDecoderGraph } from './graphs/decoderGraph.ts';
import { buildHeadsGraph } from './graphs/headsGraph.ts';
import { buildVisionGraph } from './graphs/visionGraph.ts';
import { precisionOf } from './graphs/weightEncoding.ts';
import { WeightLayout } from './graphs/weightLayout.ts';
import type { Reward } from './rewards/reward.ts';

/**
 * The most bytes of a shard, about four layers of a 7B at 4 bits. A session's weights pass through one buffer of the
 * browser when it is created, and one submission of a session must not run into a GPU watchdog. A single layer that is
 * larger, as a 7B's are in fp32, gets a shard of its own.
 */
export const MAX_SHARD_BYTES = 600_000_000;

/** One session of the package to be: its graphs over one data file. */
export interface SessionPlan {
  readonly role: 'vision' | 'decoder' | 'heads';
  readonly layers: LayerRange;
  readonly layout: WeightLayout;
  readonly graphs: Graphs;
  /** The same, but for the last layer of the decoder, which computes all rows: what is observed when a package is calibrated. */
  observable(): Graphs;
}

export type Graphs = Readonly<Record<GraphVariant, { readonly path: string; readonly graph: OnnxGraph }>>;

export interface PackagePlanOptions {
  readonly dtype: Dtype;
  /** Quantise without zero points. */
  readonly symmetric: boolean;
  /** Layers a shard at most, besides {@link MAX_SHARD_BYTES}. */
  readonly maxLayersPerShard?: number | undefined;
}

/** What a package is to compute. */
export interface PackageModel {
  readonly base: Pick<Base, 'tower'>;
  readonly config: BaseConfig;
  readonly reward: Pick<Reward, 'heads'>;
  /** Heads of the vision tower that look at the whole of an image at a time; default: all. */
  readonly headsAtOnce?: number;
}

/** The sessions of a package: vision shards, decoder shards, heads. Pure: nothing is read or written. */
export function planPackage(
  { base, config, reward, headsAtOnce = config.vision.numHeads }: PackageModel,
  options: PackagePlanOptions,
): SessionPlan[] {
  const precision = precisionOf(options.dtype, options.symmetric);
  const tower = { sizes: config.vision, parts: base.tower, headsAtOnce };
  const decoderShape = { ...config.text, deepstackLayers: config.vision.deepstack?.blocks.length ?? 0 };
  const headTensors = reward.heads.map(({ tensors }) => tensors);
  const vision = planShards(
    'vision',
    config.vision.depth,
    options,
    (layers) => (variant, layout) => buildVisionGraph(variant, tower, layers, precision, layout),
  );
  const decoder = planShards(
    'decoder',
    config.text.numLayers,
    options,
    (layers) => (variant, layout, whole) =>
      buildDecoderGraph(variant, { ...decoderShape, wholeLastLayer: whole }, layers, precision, layout),
  );
  const heads = planSession('heads', [0, 0], 'heads', (variant, layout) =>
    buildHeadsGraph(variant, config.text.hiddenSize, headTensors, layout),
  );
  return [...vision, ...decoder, heads];
}

type LayerRange = readonly [number, number];
type BuildGraph = (variant: GraphVariant, layout: WeightLayout, wholeLastLayer: boolean) => OnnxGraph;

/** As many layers a shard as fit; a single layer that does not fit gets a shard of its own. */
function planShards(
  role: 'vision' | 'decoder',
  layerCount: number,
  { maxLayersPerShard = layerCount }: PackagePlanOptions,
  build: (layers: LayerRange) => BuildGraph,
): SessionPlan[] {
  const shards: SessionPlan[] = [];
  for (let first = 0; first < layerCount;) {
    const name = `${role}-${shards.length}`;
    let shard = planSession(role, [first, first + 1], name, build([first, first + 1]));
    for (let end = first + 2; end <= Math.min(first + maxLayersPerShard, layerCount); end++) {
      const larger = planSession(role, [first, end], name, build([first, end]));
      if (larger.layout.byteLength > MAX_SHARD_BYTES) break;
      shard = larger;
    }
    shards.push(shard);
    first = shard.layers[1];
  }
  return shards;
}

function planSession(role: SessionPlan['role'], layers: LayerRange, name: string, build: BuildGraph): SessionPlan {
  const layout = new WeightLayout(`${name}.data`);
  const graphsOf = (ending: string, whole: boolean): Graphs => {
    const entry = (variant: GraphVariant) => ({
      path: `${name}.${variant}${ending}.onnx`,
      graph: build(variant, layout, whole),
    });
    return { webgpu: entry('webgpu'), cpu: entry('cpu') };
  };
  return { role, layers, layout, graphs: graphsOf('', false), observable: () => graphsOf('.observed', true) };
}
