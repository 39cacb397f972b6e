/** The parts of vision towers that differ from one base model to the next. */
import type { MergerNames, TowerParts, VisionSizes } from '../bases/base.ts';
import type { GraphBuilder, Value } from './graphBuilder.ts';
import { filledWidth } from './weightEncoding.ts';

/** A vision tower: its sizes, and of which parts it is made. */
export interface Tower {
  readonly sizes: VisionSizes;
  readonly parts: TowerParts;
  /** Heads that look at the whole of an image at a time, where attention is not one operator. */
  readonly headsAtOnce: number;
}

/** The residual stream's norm `prefix`, over `size` values. Returns also the sum with `skip`. */
export function towerNorm(
  graph: GraphBuilder,
  { sizes, parts }: Tower,
  [residual, skip]: readonly [Value, Value | undefined],
  prefix: string,
  size = sizes.hiddenSize,
) {
  return parts.norm === 'rms'
    ? graph.norm(residual, skip, `${prefix}.weight`, size, sizes.normEps)
    : graph.layerNorm(residual, skip, prefix, size, sizes.normEps);
}

/** The MLP of a block. `x` [n, hidden] -> [n, hidden]. */
export function towerMlp(graph: GraphBuilder, { sizes, parts: { mlp } }: Tower, prefix: string, x: Value): Value {
  const { hiddenSize, intermediateSize } = sizes;
  const width = filledWidth(graph.precision, intermediateSize);
  const part = { kind: 'tower', bias: true } as const;
  const widening = { ...part, rows: intermediateSize, columns: hiddenSize, filled: [width, hiddenSize] } as const;
  const widen = (name: string) => graph.linear(x, `${prefix}.${name}`, widening);
  const inner =
    mlp.kind === 'gatedSilu'
      ? gatedSilu(graph, widen(mlp.gate), widen(mlp.up))
      : roundedGelu(graph, mlp.kind, widen(mlp.up));
  const narrowing = { ...part, rows: hiddenSize, columns: intermediateSize, filled: [hiddenSize, width] } as const;
  return graph.linear(inner, `${prefix}.${mlp.down}`, narrowing);
}

function gatedSilu(graph: GraphBuilder, gate: Value, up: Value): Value {
  return graph.op('Mul', [graph.op('Mul', [gate, graph.op('Sigmoid', [gate])]), up]);
}

/** GELU without its erf: by a sigmoid, x * sigmoid(1.702 x), or by a hyperbolic tangent. */
function roundedGelu(graph: GraphBuilder, kind: 'quickGelu' | 'tanhGelu', x: Value): Value {
  if (kind === 'tanhGelu') return graph.fusedOp('FastGelu', [x]);
  const steep = graph.op('Mul', [x, graph.scalar(1.702)]);
  return graph.op('Mul', [x, graph.op('Sigmoid', [steep])]);
}

/**
 * Patches to tokens of the language model: [n, hidden] -> [n / merge², outHidden], fp32. The norm is each patch's, or
 * `whole`, that of the patches which become one token.
 */
export function mergePatches(
  graph: GraphBuilder,
  tower: Tower,
  prefix: string,
  names: MergerNames,
  [hidden, whole]: readonly [Value, boolean],
): Value {
  const { hiddenSize, outHiddenSize, mergeSize } = tower.sizes;
  const width = hiddenSize * mergeSize * mergeSize;
  const norm = `${prefix}.${names.norm}`;
  const blocks = whole
    ? towerNorm(graph, tower, [graph.reshape(hidden, [-1, width]), undefined], norm, width).normed
    : graph.reshape(towerNorm(graph, tower, [hidden, undefined], norm).normed, [-1, width]);
  const part = { kind: 'tower', columns: width, bias: true } as const;
  const inner = graph.linear(blocks, `${prefix}.${names.inner}`, { ...part, rows: width });
  const gelu = graph.fusedOp('Gelu', [inner]);
  const outer = graph.linear(gelu, `${prefix}.${names.outer}`, { ...part, rows: outHiddenSize });
  return graph.toResidual(outer);
}
