import type { GraphBuilder, Value } from './graphBuilder.ts';

/** Sizes of grouped attention: `heads` query heads share `keyValueHeads` key and value heads. */
export interface AttentionShape {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDim: number;
}

/**
 * Attention in standard operators, for providers without a fast fused operator. `query` [batch, n, heads * headDim];
 * `key`, `value` [batch, keyValueHeads, total, headDim]. `mask`, if any, is added to the scores and broadcasts to
 * [batch, keyValueHeads, group, n, total]. Returns [batch, n, heads * headDim]. Size 0 in a reshape keeps the batch.
 * Query heads of one group are rows of one matrix product, so keys and values are never repeated.
 */
export function standardAttention(
  graph: GraphBuilder,
  query: Value,
  key: Value,
  value: Value,
  mask: Value | undefined,
  shape: AttentionShape,
): Value {
  const { heads, keyValueHeads, headDim } = shape;
  const group = heads / keyValueHeads;
  const scaled = graph.op('Mul', [query, graph.scalar(1 / Math.sqrt(headDim))]);
  const grouped = graph.transpose(graph.reshape(scaled, [0, -1, keyValueHeads, group, headDim]), [0, 2, 3, 1, 4]);
  const rows = graph.reshape(grouped, [0, keyValueHeads, -1, headDim]);
  const scores = graph.op('MatMul', [rows, graph.transpose(key, [0, 1, 3, 2])]);
  const weights = mask === undefined ? softmax(graph, scores) : maskedSoftmax(graph, scores, mask, shape);
  const context = graph.reshape(graph.op('MatMul', [weights, value]), [0, keyValueHeads, group, -1, headDim]);
  return graph.reshape(graph.transpose(context, [0, 3, 1, 2, 4]), [0, -1, heads * headDim]);
}

function softmax(graph: GraphBuilder, scores: Value): Value {
  return graph.op('Softmax', [scores], { axis: { int: -1 } });
}

function maskedSoftmax(graph: GraphBuilder, scores: Value, mask: Value, shape: AttentionShape): Value {
  const group = shape.heads / shape.keyValueHeads;
  if (group === 1) return softmax(graph, graph.op('Add', [scores, mask]));
  const total = graph.multiOp('Shape', '', [scores], { start: { int: 3 } }, ['total'])[0] ?? '';
  const leading = graph.int64([0, shape.keyValueHeads, group, -1]);
  const apart = graph.op('Reshape', [scores, graph.op('Concat', [leading, total], { axis: { int: 0 } })]);
  const weights = softmax(graph, graph.op('Add', [apart, mask]));
  const together = graph.int64([0, shape.keyValueHeads, -1]);
  return graph.op('Reshape', [weights, graph.op('Concat', [together, total], { axis: { int: 0 } })]);
}

/** [n, heads * headDim] -> [1, heads, n, headDim], the layout in which keys and values are kept. */
export function splitHeads(graph: GraphBuilder, value: Value, heads: number, headDim: number): Value {
  return graph.transpose(graph.reshape(value, [1, -1, heads, headDim]), [0, 2, 1, 3]);
}
