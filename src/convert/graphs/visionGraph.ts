import { at } from '../../core/at.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../../formats/onnx.ts';
import type { VisionSizes } from '../bases/base.ts';
import { standardAttention } from './attention.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import { mergePatches, type Tower, towerMlp, towerNorm } from './visionParts.ts';
import type { Precision } from './weightEncoding.ts';
import type { WeightLayout } from './weightLayout.ts';

export type { Tower } from './visionParts.ts';

/**
 * A shard of vision blocks `[first, end)` over one image of n patches in merge-block order. w = windows, each padded to
 * the same number of slots.
 * - in, in the first shard: `patches` [n, columns]
 * - in, in the others: `hidden_states` [n, hidden]
 * - in: `cos`, `sin` [n, headDim / 2]
 * - in, if the tower has windows: `window_slots` int32 [w * slots], the patch in each slot (0 in an empty slot);
 *   `window_mask` [w, 1, slots, slots], 0, or very negative where the key's slot is empty; `patch_slots` int32 [n], the
 *   slot of each patch
 * - in, in the first shard, if the tower has a table of positions: `position_rows` int32 [4, n] and `position_weights`
 *   [4, n], the entries around each patch and the share of each
 * - out, unless the shard ends the tower: `hidden_states_out` [n, hidden]
 * - out, if it does: `image_embeds` [n / merge², outHidden]
 * - out, of the Jth block that feeds decoder layers: `deepstack.J` [n / merge², outHidden]
 */
export function buildVisionGraph(
  variant: GraphVariant,
  tower: Tower,
  [first, end]: readonly [number, number],
  precision: Precision,
  layout: WeightLayout,
): OnnxGraph {
  const graph = new GraphBuilder(`vision_${first}_${end}_${variant}`, variant, precision, layout);
  const { sizes } = tower;
  let hidden =
    first === 0 ? embedPatches(graph, tower) : graph.input('hidden_states', 'float', ['n', sizes.hiddenSize]);
  for (let block = first; block < end; block++) {
    hidden = visionBlock(graph, tower, block, hidden);
    outputDeepstack(graph, tower, block, hidden);
  }
  if (end === sizes.depth) {
    const embeds = mergePatches(graph, tower, 'visual.merger', tower.parts.merger, [hidden, false]);
    graph.output(embeds, 'image_embeds', 'float', ['tokens', sizes.outHiddenSize]);
  } else {
    graph.output(hidden, 'hidden_states_out', 'float', ['n', sizes.hiddenSize]);
  }
  return graph.build();
}

function embedPatches(graph: GraphBuilder, { sizes, parts }: Tower): Value {
  const { patchSize, temporalPatchSize, inChannels, hiddenSize, positionTable } = sizes;
  const columns = inChannels * patchSize * patchSize;
  const sourceShape = [hiddenSize, inChannels, temporalPatchSize, patchSize, patchSize];
  const patches = graph.input('patches', 'float', ['n', columns]);
  const prefix = 'visual.patch_embed.proj';
  const projected = graph.patchProjection(patches, prefix, sourceShape, columns, parts.patchBias);
  if (!positionTable) return projected;
  return graph.op('Add', [projected, learnedPositions(graph, positionTable.side, hiddenSize)]);
}

/** Entries of a table around each patch. */
const CORNERS = 4;

/** Sums of the table's rows around each patch, each by its share: [n, hidden]. One corner at a time, to save memory. */
function learnedPositions(graph: GraphBuilder, side: number, hiddenSize: number): Value {
  const table = graph.table('visual.pos_embed.weight', side * side, hiddenSize);
  const corners = Array.from({ length: CORNERS }, (_, corner) => String(corner));
  const split = (value: Value) =>
    graph.multiOp('Split', '', [value], { axis: { int: 0 }, num_outputs: { int: CORNERS } }, corners);
  const weights = split(graph.input('position_weights', 'float', [CORNERS, 'n']));
  const rows = split(graph.input('position_rows', 'int32', [CORNERS, 'n']));
  const shares = rows.map((row, corner) => {
    const entries = graph.op('Gather', [table, graph.reshape(row, [-1])]);
    return graph.op('Mul', [entries, graph.reshape(at(weights, corner), [-1, 1])]);
  });
  return shares.reduce((sum, share) => graph.op('Add', [sum, share]));
}

function outputDeepstack(graph: GraphBuilder, tower: Tower, block: number, hidden: Value): void {
  const { deepstack, outHiddenSize } = tower.sizes;
  const index = deepstack?.blocks.indexOf(block) ?? -1;
  if (index < 0) return;
  const prefix = `visual.deepstack_merger_list.${index}`;
  const feature = mergePatches(graph, tower, prefix, tower.parts.merger, [hidden, true]);
  graph.output(feature, `deepstack.${index}`, 'float', ['tokens', outHiddenSize]);
}

function visionBlock(graph: GraphBuilder, tower: Tower, block: number, hidden: Value): Value {
  const prefix = `visual.blocks.${block}`;
  const before = towerNorm(graph, tower, [hidden, undefined], `${prefix}.norm1`);
  const attended = visionAttention(graph, tower, block, before.normed);
  const after = towerNorm(graph, tower, [hidden, graph.toResidual(attended)], `${prefix}.norm2`);
  const mlp = towerMlp(graph, tower, `${prefix}.mlp`, after.normed);
  return graph.op('Add', [after.sum, graph.toResidual(mlp)]);
}

function visionAttention(graph: GraphBuilder, tower: Tower, block: number, x: Value): Value {
  const { sizes: vision, headsAtOnce } = tower;
  const { hiddenSize, windows } = vision;
  const prefix = `visual.blocks.${block}.attn`;
  const square = { kind: 'tower', rows: hiddenSize, columns: hiddenSize, bias: true } as const;
  const qkv = graph.linear(x, `${prefix}.qkv`, { ...square, rows: 3 * hiddenSize });
  const outputs = ['query', 'key', 'value'];
  const split = graph.multiOp('Split', '', [qkv], { axis: { int: 1 }, num_outputs: { int: 3 } }, outputs);
  const rotated = [rotate(graph, vision, at(split, 0)), rotate(graph, vision, at(split, 1)), at(split, 2)];
  const context =
    windows && !windows.fullAttentionBlocks.includes(block)
      ? windowAttention(graph, vision, windows.size, rotated)
      : fullAttention(graph, vision, headsAtOnce, rotated);
  return graph.linear(context, `${prefix}.proj`, square);
}

/** Rotary embedding by the patch's row and column; `cos` and `sin` hold one row a patch. */
function rotate(graph: GraphBuilder, vision: VisionSizes, value: Value): Value {
  const shape = ['n', headDim(vision) / 2];
  const cos = graph.toActivation(graph.input('cos', 'float', shape));
  const sin = graph.toActivation(graph.input('sin', 'float', shape));
  const apart = graph.reshape(value, [1, -1, vision.hiddenSize]);
  const rotated = graph.fusedOp('RotaryEmbedding', [apart, graph.int64([0]), cos, sin], { interleaved: { int: 0 } });
  return graph.reshape(rotated, [-1, vision.hiddenSize]);
}

function headDim(vision: VisionSizes): number {
  return vision.hiddenSize / vision.numHeads;
}

/** Of all heads at once, or of a few: the scores of all over a large image would not fit into memory. */
function fullAttention(graph: GraphBuilder, vision: VisionSizes, headsAtOnce: number, qkv: readonly Value[]): Value {
  const { hiddenSize, numHeads } = vision;
  const whole = qkv.map((value) => graph.reshape(value, [1, -1, hiddenSize]));
  const parts = graph.variant === 'webgpu' ? 1 : numHeads / headsAtOnce;
  if (parts === 1) return graph.reshape(attend(graph, vision, whole, undefined), [-1, hiddenSize]);
  const some = { ...vision, numHeads: headsAtOnce, hiddenSize: hiddenSize / parts };
  const groups = transposed(whole.map((value) => splitColumns(graph, value, parts)));
  const contexts = groups.map((group) => attend(graph, some, group, undefined));
  return graph.reshape(graph.op('Concat', contexts, { axis: { int: 2 } }), [-1, hiddenSize]);
}

function splitColumns(graph: GraphBuilder, value: Value, parts: number): Value[] {
  const names = Array.from({ length: parts }, (_, index) => String(index));
  return graph.multiOp('Split', '', [value], { axis: { int: 2 }, num_outputs: { int: parts } }, names);
}

/** Of lists of one length, the first of each, the second of each, and so on. */
function transposed([first = [], ...others]: readonly (readonly Value[])[]): Value[][] {
  return first.map((value, index) => [value, ...others.map((list) => at(list, index))]);
}

/** Whole windows of `side` pixels as a batch: each is padded to the same slots, and the mask hides the empty ones. */
function windowAttention(graph: GraphBuilder, vision: VisionSizes, side: number, qkv: readonly Value[]): Value {
  const slots = (side / vision.patchSize) ** 2;
  const windowSlots = graph.input('window_slots', 'int32', ['w * slots']);
  const mask = graph.toActivation(graph.input('window_mask', 'float', ['w', 1, slots, slots]));
  const windows = qkv.map((value) =>
    graph.reshape(graph.op('Gather', [value, windowSlots]), [-1, slots, vision.hiddenSize]),
  );
  const context = graph.reshape(attend(graph, vision, windows, mask), [-1, vision.hiddenSize]);
  return graph.op('Gather', [context, graph.input('patch_slots', 'int32', ['n'])]);
}

/** `qkv` each [batch, n, hidden] -> [batch, n, hidden]. */
function attend(graph: GraphBuilder, vision: VisionSizes, qkv: readonly Value[], mask: Value | undefined): Value {
  const [query, key, value] = [at(qkv, 0), at(qkv, 1), at(qkv, 2)];
  const { numHeads } = vision;
  if (graph.variant === 'webgpu') {
    const inputs = mask === undefined ? [query, key, value] : [query, key, value, '', '', mask];
    return graph.fusedOp('MultiHeadAttention', inputs, { num_heads: { int: numHeads } });
  }
  const shape = { heads: numHeads, keyValueHeads: numHeads, headDim: headDim(vision) };
  const apart = (x: Value) => graph.transpose(graph.reshape(x, [0, 0, numHeads, shape.headDim]), [0, 2, 1, 3]);
  return standardAttention(graph, query, apart(key), apart(value), mask, shape);
}
