import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../../formats/onnx.ts';
import type { BaseConfig } from '../baseModel.ts';
import { standardAttention } from './attention.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import type { Precision } from './weightEncoding.ts';
import type { WeightLayout } from './weightLayout.ts';

type VisionShape = BaseConfig['vision'];

/**
 * A shard of vision blocks `[first, end)` over one image of n patches in merge-block order; w = windows, each padded to
 * the same number of slots.
 * - in: `patches` [n, columns] in the first shard, else `hidden_states` [n, hidden]; `cos`, `sin` [n, headDim / 2];
 *   `window_slots` int32 [w * slots], the patch in each slot (0 in an empty one); `window_mask` [w, 1, slots, slots], 0 or
 *   very negative where the key's slot is empty; `patch_slots` int32 [n], the slot of each patch
 * - out: `hidden_states_out` [n, hidden], or in the shard that ends the tower `image_embeds` [n / merge², outHidden]
 */
export function buildVisionGraph(
  variant: GraphVariant,
  vision: VisionShape,
  [first, end]: readonly [number, number],
  precision: Precision,
  layout: WeightLayout,
): OnnxGraph {
  const graph = new GraphBuilder(`vision_${first}_${end}_${variant}`, variant, precision, layout);
  let hidden =
    first === 0 ? embedPatches(graph, vision) : graph.input('hidden_states', 'float', ['n', vision.hiddenSize]);
  for (let block = first; block < end; block++) hidden = visionBlock(graph, vision, block, hidden);
  if (end === vision.depth) {
    graph.output(mergePatches(graph, vision, hidden), 'image_embeds', 'float', ['tokens', vision.outHiddenSize]);
  } else {
    graph.output(hidden, 'hidden_states_out', 'float', ['n', vision.hiddenSize]);
  }
  return graph.build();
}

function embedPatches(graph: GraphBuilder, vision: VisionShape): Value {
  const { patchSize, temporalPatchSize, inChannels, hiddenSize } = vision;
  const columns = inChannels * patchSize * patchSize;
  const sourceShape = [hiddenSize, inChannels, temporalPatchSize, patchSize, patchSize];
  const patches = graph.input('patches', 'float', ['n', columns]);
  return graph.patchProjection(patches, 'visual.patch_embed.proj.weight', sourceShape, columns);
}

function visionBlock(graph: GraphBuilder, vision: VisionShape, block: number, hidden: Value): Value {
  const prefix = `visual.blocks.${block}`;
  const { hiddenSize, rmsNormEps } = vision;
  const before = graph.norm(hidden, undefined, `${prefix}.norm1.weight`, hiddenSize, rmsNormEps);
  const attended = visionAttention(graph, vision, block, before.normed);
  const after = graph.norm(hidden, graph.toResidual(attended), `${prefix}.norm2.weight`, hiddenSize, rmsNormEps);
  const mlp = gatedMlp(graph, vision, `${prefix}.mlp`, after.normed);
  return graph.op('Add', [after.sum, graph.toResidual(mlp)]);
}

function gatedMlp(graph: GraphBuilder, { hiddenSize, intermediateSize }: VisionShape, prefix: string, x: Value): Value {
  const gate = graph.linear(x, `${prefix}.gate_proj`, intermediateSize, hiddenSize, true);
  const up = graph.linear(x, `${prefix}.up_proj`, intermediateSize, hiddenSize, true);
  const gated = graph.op('Mul', [graph.op('Mul', [gate, graph.op('Sigmoid', [gate])]), up]);
  return graph.linear(gated, `${prefix}.down_proj`, hiddenSize, intermediateSize, true);
}

function visionAttention(graph: GraphBuilder, vision: VisionShape, block: number, x: Value): Value {
  const { hiddenSize } = vision;
  const prefix = `visual.blocks.${block}.attn`;
  const qkv = graph.linear(x, `${prefix}.qkv`, 3 * hiddenSize, hiddenSize, true);
  const outputs = ['query', 'key', 'value'];
  const split = graph.multiOp('Split', '', [qkv], { axis: { int: 1 }, num_outputs: { int: 3 } }, outputs);
  const [query = '', key = '', value = ''] = split;
  const rotated = [rotate(graph, vision, query), rotate(graph, vision, key), value];
  const isFull = vision.fullAttentionBlocks.includes(block);
  const context = isFull ? fullAttention(graph, vision, rotated) : windowAttention(graph, vision, rotated);
  return graph.linear(context, `${prefix}.proj`, hiddenSize, hiddenSize, true);
}

/** Rotary embedding by the patch's row and column; `cos` and `sin` hold one row a patch. */
function rotate(graph: GraphBuilder, vision: VisionShape, value: Value): Value {
  const shape = ['n', headDim(vision) / 2];
  const cos = graph.toActivation(graph.input('cos', 'float', shape));
  const sin = graph.toActivation(graph.input('sin', 'float', shape));
  const apart = graph.reshape(value, [1, -1, vision.hiddenSize]);
  const rotated = graph.fusedOp('RotaryEmbedding', [apart, graph.int64([0]), cos, sin], { interleaved: { int: 0 } });
  return graph.reshape(rotated, [-1, vision.hiddenSize]);
}

function headDim(vision: VisionShape): number {
  return vision.hiddenSize / vision.numHeads;
}

function fullAttention(graph: GraphBuilder, vision: VisionShape, qkv: readonly Value[]): Value {
  const whole = qkv.map((value) => graph.reshape(value, [1, -1, vision.hiddenSize]));
  return graph.reshape(attend(graph, vision, whole, undefined), [-1, vision.hiddenSize]);
}

/** Whole windows as a batch: each is padded to the same slots, and the mask hides the empty ones. */
function windowAttention(graph: GraphBuilder, vision: VisionShape, qkv: readonly Value[]): Value {
  const slots = (vision.windowSize / vision.patchSize) ** 2;
  const windowSlots = graph.input('window_slots', 'int32', ['w * slots']);
  const mask = graph.toActivation(graph.input('window_mask', 'float', ['w', 1, slots, slots]));
  const windows = qkv.map((value) =>
    graph.reshape(graph.op('Gather', [value, windowSlots]), [-1, slots, vision.hiddenSize]),
  );
  const context = graph.reshape(attend(graph, vision, windows, mask), [-1, vision.hiddenSize]);
  return graph.op('Gather', [context, graph.input('patch_slots', 'int32', ['n'])]);
}

/** `qkv` each [batch, n, hidden] -> [batch, n, hidden]. */
function attend(graph: GraphBuilder, vision: VisionShape, qkv: readonly Value[], mask: Value | undefined): Value {
  const [query = '', key = '', value = ''] = qkv;
  const { numHeads } = vision;
  if (graph.variant === 'webgpu') {
    const inputs = mask === undefined ? [query, key, value] : [query, key, value, '', '', mask];
    return graph.fusedOp('MultiHeadAttention', inputs, { num_heads: { int: numHeads } });
  }
  const shape = { heads: numHeads, keyValueHeads: numHeads, headDim: headDim(vision) };
  const apart = (x: Value) => graph.transpose(graph.reshape(x, [0, 0, numHeads, shape.headDim]), [0, 2, 1, 3]);
  return standardAttention(graph, query, apart(key), apart(value), mask, shape);
}

function mergePatches(graph: GraphBuilder, vision: VisionShape, hidden: Value): Value {
  const { hiddenSize, outHiddenSize, rmsNormEps, mergeSize } = vision;
  const width = hiddenSize * mergeSize * mergeSize;
  const { normed } = graph.norm(hidden, undefined, 'visual.merger.ln_q.weight', hiddenSize, rmsNormEps);
  const blocks = graph.reshape(normed, [-1, width]);
  const inner = graph.linear(blocks, 'visual.merger.mlp.0', width, width, true);
  const outer = graph.linear(graph.fusedOp('Gelu', [inner]), 'visual.merger.mlp.2', outHiddenSize, width, true);
  return graph.toResidual(outer);
}
