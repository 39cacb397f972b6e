import { at } from '../../core/at.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../../formats/onnx.ts';
import type { TextSizes } from '../bases/base.ts';
import { splitHeads, standardAttention, type AttentionShape } from './attention.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import { filledWidth, type Precision } from './weightEncoding.ts';
import type { WeightLayout } from './weightLayout.ts';

/** A decoder: its sizes, and how many of its first layers take features of the images beside their embeddings. */
export interface DecoderShape extends TextSizes {
  readonly deepstackLayers: number;
  /**
   * Whether the last layer computes queries and MLP of all rows, as the others do: its statistics would rest on a row or two of
   * each picture. Default: only of the rows that are asked for.
   */
  readonly wholeLastLayer?: boolean;
}

/** The residual stream between layers: its value is `sum + delta`; the next norm adds them. */
interface Residual {
  readonly sum: Value;
  readonly delta: Value | undefined;
}

/**
 * A shard of decoder layers `[first, end)`. n = new tokens, past = tokens whose keys and values are given, total =
 * both.
 * - in: `hidden_states` [n, hidden]; `cos`, `sin` [total, headDim / 2], one row for each place in the sequence;
 *   `past_key.i`, `past_value.i` [1, kv heads, past, headDim]
 * - in, for each of the first `deepstackLayers` that is in the shard: `deepstack.i` [n, hidden], which is added to the
 *   output of layer i
 * - out: `present_key.i`, `present_value.i`
 * - out, unless the shard ends the decoder: `hidden_states_out` [n, hidden]
 * - out, if it does: `last_hidden_state` [m, hidden], after the final norm. It has only the m rows that `query_rows`
 *   asks for: unless `wholeLastLayer`, the last layer computes queries and MLP for no other row.
 * The variant decides which of the remaining inputs a graph has: see the `input` calls below.
 */
export function buildDecoderGraph(
  variant: GraphVariant,
  text: DecoderShape,
  [first, end]: readonly [number, number],
  precision: Precision,
  layout: WeightLayout,
): OnnxGraph {
  const graph = new GraphBuilder(`decoder_${first}_${end}_${variant}`, variant, precision, layout);
  let residual: Residual = { sum: graph.input('hidden_states', 'float', ['n', text.hiddenSize]), delta: undefined };
  for (let layer = first; layer < end; layer++) {
    residual = decoderLayer(graph, text, layer, residual);
    if (layer < text.deepstackLayers) residual = withFeature(graph, text, layer, residual);
  }
  if (end === text.numLayers) {
    const { normed } = finalNorm(graph, text, residual);
    graph.output(normed, 'last_hidden_state', 'float', ['m', text.hiddenSize]);
  } else {
    graph.output(addUp(graph, residual), 'hidden_states_out', 'float', ['n', text.hiddenSize]);
  }
  return graph.build();
}

function finalNorm(graph: GraphBuilder, text: DecoderShape, residual: Residual) {
  const gamma = graph.vector('language.norm.weight', text.hiddenSize);
  const attributes = { epsilon: { float: text.rmsNormEps } };
  const all = addUp(graph, residual);
  const wanted = text.wholeLastLayer ? graph.op('Gather', [all, queryRows(graph)]) : all;
  return { normed: graph.op('SimplifiedLayerNormalization', [wanted, gamma], attributes) };
}

/** Features of the images, 0 in rows of text, are added to what a layer gives. */
function withFeature(graph: GraphBuilder, text: DecoderShape, layer: number, residual: Residual): Residual {
  const feature = graph.input(`deepstack.${layer}`, 'float', ['n', text.hiddenSize]);
  return { sum: addUp(graph, residual), delta: feature };
}

function addUp(graph: GraphBuilder, { sum, delta }: Residual): Value {
  return delta === undefined ? sum : graph.op('Add', [sum, delta]);
}

function decoderLayer(graph: GraphBuilder, text: DecoderShape, layer: number, residual: Residual): Residual {
  const prefix = `language.layers.${layer}`;
  const { hiddenSize, rmsNormEps } = text;
  const before = graph.norm(residual.sum, residual.delta, `${prefix}.input_layernorm.weight`, hiddenSize, rmsNormEps);
  const isLast = layer === text.numLayers - 1 && !text.wholeLastLayer;
  const attended = isLast
    ? lastLayerAttention(graph, text, layer, before.normed)
    : selfAttention(graph, text, layer, before.normed);
  const sum = isLast ? graph.op('Gather', [before.sum, queryRows(graph)]) : before.sum;
  const projected = graph.linear(attended, `${prefix}.self_attn.o_proj`, {
    kind: 'attentionOutput',
    rows: hiddenSize,
    columns: queryWidth(text),
  });
  const after = graph.norm(
    sum,
    graph.toResidual(projected),
    `${prefix}.post_attention_layernorm.weight`,
    hiddenSize,
    rmsNormEps,
  );
  return { sum: after.sum, delta: graph.toResidual(gatedMlp(graph, text, `${prefix}.mlp`, after.normed)) };
}

function gatedMlp(graph: GraphBuilder, text: DecoderShape, prefix: string, x: Value): Value {
  const { hiddenSize, intermediateSize } = text;
  const width = filledWidth(graph.precision, intermediateSize);
  const widening = { kind: 'mlp', rows: intermediateSize, columns: hiddenSize, filled: [width, hiddenSize] } as const;
  const widen = (name: string) => graph.linear(x, `${prefix}.${name}`, widening);
  const gate = widen('gate_proj');
  const up = widen('up_proj');
  const gated = graph.op('Mul', [graph.op('Mul', [gate, graph.op('Sigmoid', [gate])]), up]);
  const narrowing = { kind: 'mlp', rows: hiddenSize, columns: intermediateSize, filled: [hiddenSize, width] } as const;
  return graph.linear(gated, `${prefix}.down_proj`, narrowing);
}

function queryWidth(text: DecoderShape): number {
  return text.numHeads * text.headDim;
}

function attentionShape(text: DecoderShape): AttentionShape {
  return { heads: text.numHeads, keyValueHeads: text.numKeyValueHeads, headDim: text.headDim };
}

/** Rows of the hidden states that `last_hidden_state` is wanted for: int32 [m]. */
function queryRows(graph: GraphBuilder): Value {
  return graph.input('query_rows', 'int32', ['m']);
}

function cosSin(graph: GraphBuilder, text: DecoderShape): [Value, Value] {
  const shape = ['total', text.headDim / 2];
  return [
    graph.toActivation(graph.input('cos', 'float', shape)),
    graph.toActivation(graph.input('sin', 'float', shape)),
  ];
}

interface KeyValue {
  readonly key: Value;
  readonly value: Value;
}

function pastOf(graph: GraphBuilder, text: DecoderShape, layer: number): KeyValue {
  const { activation } = graph.precision;
  const shape = [1, text.numKeyValueHeads, 'past', text.headDim];
  return {
    key: graph.input(`past_key.${layer}`, activation, shape),
    value: graph.input(`past_value.${layer}`, activation, shape),
  };
}

function outputPresent(graph: GraphBuilder, text: DecoderShape, layer: number, present: KeyValue): void {
  const { activation } = graph.precision;
  const shape = [1, text.numKeyValueHeads, 'total', text.headDim];
  graph.output(present.key, `present_key.${layer}`, activation, shape);
  graph.output(present.value, `present_value.${layer}`, activation, shape);
}

function projectKeyValue(graph: GraphBuilder, text: DecoderShape, layer: number, x: Value): KeyValue {
  const prefix = `language.layers.${layer}.self_attn`;
  const matrix = {
    kind: 'keyValue',
    rows: text.numKeyValueHeads * text.headDim,
    columns: text.hiddenSize,
    bias: text.attentionBias,
  } as const;
  const key = graph.linear(x, `${prefix}.k_proj`, matrix);
  return {
    key: normHeads(graph, text, `${prefix}.k_norm`, key, text.numKeyValueHeads),
    value: graph.linear(x, `${prefix}.v_proj`, matrix),
  };
}

function projectQuery(graph: GraphBuilder, text: DecoderShape, layer: number, x: Value): Value {
  const prefix = `language.layers.${layer}.self_attn`;
  const query = graph.linear(x, `${prefix}.q_proj`, {
    kind: 'query',
    rows: queryWidth(text),
    columns: text.hiddenSize,
    bias: text.attentionBias,
  });
  return normHeads(graph, text, `${prefix}.q_norm`, query, text.numHeads);
}

/** Where the base has such norms, each head's values pass one, in fp32: [n, heads * headDim] as before. */
function normHeads(graph: GraphBuilder, text: DecoderShape, prefix: string, x: Value, heads: number): Value {
  const { headDim, headNorms, rmsNormEps } = text;
  if (!headNorms) return x;
  const apart = graph.reshape(graph.toResidual(x), [-1, heads, headDim]);
  const { normed } = graph.norm(apart, undefined, `${prefix}.weight`, headDim, rmsNormEps);
  return graph.reshape(normed, [-1, heads * headDim]);
}

/** Causal attention of all n rows. `x` [n, hidden] -> [n, heads * headDim]. */
function selfAttention(graph: GraphBuilder, text: DecoderShape, layer: number, x: Value): Value {
  const query = projectQuery(graph, text, layer, x);
  const keyValue = projectKeyValue(graph, text, layer, x);
  if (graph.variant === 'webgpu') return fusedAttention(graph, text, layer, query, keyValue);
  const positions = graph.input('positions', 'int64', [1, 'n']);
  const mask = graph.input('attention_mask', 'float', ['n', 'total']);
  return attendWithPast(graph, text, layer, { query, keyValue, queryPositions: positions, mask });
}

/** GroupQueryAttention: rotary embedding, past and causality inside one kernel. */
function fusedAttention(
  graph: GraphBuilder,
  text: DecoderShape,
  layer: number,
  query: Value,
  { key, value }: KeyValue,
): Value {
  const past = pastOf(graph, text, layer);
  const [cos, sin] = cosSin(graph, text);
  const width = text.numKeyValueHeads * text.headDim;
  const inputs = [
    graph.reshape(query, [1, -1, queryWidth(text)]),
    graph.reshape(key, [1, -1, width]),
    graph.reshape(value, [1, -1, width]),
    past.key,
    past.value,
    graph.input('last_position', 'int32', [1]),
    graph.input('total_length', 'int32', []),
    cos,
    sin,
  ];
  const attributes = {
    num_heads: { int: text.numHeads },
    kv_num_heads: { int: text.numKeyValueHeads },
    do_rotary: { int: 1 },
  };
  const suffixes = ['out', 'key', 'value'];
  const outputs = graph.multiOp('GroupQueryAttention', 'com.microsoft', inputs, attributes, suffixes);
  outputPresent(graph, text, layer, { key: at(outputs, 1), value: at(outputs, 2) });
  return graph.reshape(at(outputs, 0), [-1, queryWidth(text)]);
}

/** The last layer: keys and values of all rows, queries of the rows in `query_rows` alone. -> [m, heads * headDim]. */
function lastLayerAttention(graph: GraphBuilder, text: DecoderShape, layer: number, x: Value): Value {
  const query = projectQuery(graph, text, layer, graph.op('Gather', [x, queryRows(graph)]));
  const keyValue = projectKeyValue(graph, text, layer, x);
  const queryPositions = graph.input('query_positions', 'int64', [1, 'm']);
  const mask = graph.input('query_mask', 'float', ['m', 'total']);
  return attendWithPast(graph, text, layer, { query, keyValue, queryPositions, mask });
}

interface Attending {
  readonly query: Value;
  readonly keyValue: KeyValue;
  readonly queryPositions: Value;
  readonly mask: Value;
}

function attendWithPast(graph: GraphBuilder, text: DecoderShape, layer: number, attending: Attending): Value {
  const [cos, sin] = cosSin(graph, text);
  const rotate = (value: Value, positions: Value, heads: number) =>
    graph.fusedOp('RotaryEmbedding', [graph.reshape(value, [1, -1, heads * text.headDim]), positions, cos, sin], {
      interleaved: { int: 0 },
    });
  const positions = graph.input('positions', 'int64', [1, 'n']);
  const query = rotate(attending.query, attending.queryPositions, text.numHeads);
  const key = rotate(attending.keyValue.key, positions, text.numKeyValueHeads);
  const past = pastOf(graph, text, layer);
  const join = (before: Value, fresh: Value) =>
    graph.op('Concat', [before, splitHeads(graph, fresh, text.numKeyValueHeads, text.headDim)], { axis: { int: 2 } });
  const present = { key: join(past.key, key), value: join(past.value, attending.keyValue.value) };
  outputPresent(graph, text, layer, present);
  const mask = graph.toActivation(attending.mask);
  const out = standardAttention(graph, query, present.key, present.value, mask, attentionShape(text));
  return graph.reshape(out, [-1, queryWidth(text)]);
}
