import { at } from '../../core/at.ts';
import { STATISTICS_PREFIX } from '../../core/modelPackage/statistics.ts';
import type { OnnxGraph, OnnxInitializer, OnnxNode, OnnxValue } from '../../formats/onnx.ts';
import { GROUP_COLUMNS, GROUP_SIZE } from '../calibration/feedbackFactors.ts';

/** Of a matrix's inputs: the output that has their statistics, and how many numbers that has. */
export interface Statistics {
  readonly output: string;
  readonly length: number;
}

export interface ObservedGraph {
  readonly graph: OnnxGraph;
  /**
   * By canonical names: of each matrix of 4 bits. Matrices that multiply the same inputs have the same statistics, which are
   * named for the first of them.
   */
  readonly statistics: ReadonlyMap<string, Statistics>;
}

/** `graph` with the statistics of the inputs of all matrices of 4 bits. The device sums up, so that little comes back. */
export function observedGraph(graph: OnnxGraph): ObservedGraph {
  const statistics = new Map<string, Statistics>();
  const known = new Map<string, Addition>();
  for (const node of graph.nodes) {
    if (!isCoarse(node)) continue;
    const [x, tensor] = [at(node.inputs, 0), at(node.inputs, 1).replace(/\.quantized$/, '')];
    let addition = known.get(x);
    if (!addition) known.set(x, (addition = sumProducts(x, STATISTICS_PREFIX + tensor, columnsOf(node))));
    statistics.set(tensor, addition.statistics);
  }
  const added = [...known.values()];
  return {
    statistics,
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...added.flatMap(({ nodes }) => nodes)],
      initializers: withoutTwins([...graph.initializers, ...added.flatMap(({ initializers }) => initializers)]),
      outputs: [...graph.outputs, ...added.map(({ output }) => output)],
    },
  };
}

function isCoarse({ opType, attributes }: OnnxNode): boolean {
  const bits = attributes['bits'];
  return opType === 'MatMulNBits' && bits !== undefined && 'int' in bits && bits.int === 4;
}

function columnsOf({ attributes, name }: OnnxNode): number {
  const k = attributes['K'];
  if (k !== undefined && 'int' in k) return Number(k.int);
  throw new RangeError(`${name} has no K.`);
}

interface Addition {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly output: OnnxValue;
  readonly statistics: Statistics;
}

/** [n, columns] -> [groups, 128, n] times [groups, n, 128], in fp32. Columns that fill the last group up are 0. */
function sumProducts(x: string, output: string, columns: number): Addition {
  const groups = Math.ceil(columns / GROUP_COLUMNS);
  const missing = groups * GROUP_COLUMNS - columns;
  const padding = int64([0, 0, 0, missing]);
  const shape = int64([-1, groups, GROUP_COLUMNS]);
  const name = (part: string) => `${part} of ${x}`;
  const node = (
    opType: string,
    part: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'] = {},
  ): OnnxNode => ({ opType, domain: '', name: name(part), inputs, outputs: [name(part)], attributes });
  const nodes = [
    node('Cast', 'floats', [x], { to: { int: 1 } }),
    node('Pad', 'padded', [name('floats'), padding.name]),
    node('Reshape', 'grouped', [name('padded'), shape.name]),
    node('Transpose', 'columns', [name('grouped')], { perm: { ints: [1, 2, 0] } }),
    node('Transpose', 'rows', [name('grouped')], { perm: { ints: [1, 0, 2] } }),
    { ...node('MatMul', 'products', [name('columns'), name('rows')]), outputs: [output] },
  ];
  return {
    nodes,
    initializers: [padding, shape],
    output: { name: output, type: 'float', shape: [groups, GROUP_COLUMNS, GROUP_COLUMNS] },
    statistics: { output, length: groups * GROUP_SIZE },
  };
}

function int64(values: readonly number[]): OnnxInitializer {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return { name: `int64[${values.join(',')}]`, type: 'int64', shape: [values.length], data: { raw } };
}

function withoutTwins(initializers: readonly OnnxInitializer[]): OnnxInitializer[] {
  return [...new Map(initializers.map((each) => [each.name, each])).values()];
}
