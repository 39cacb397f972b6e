import {
  MICROSOFT_DOMAIN,
  type Attribute,
  type OnnxGraph,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValue,
  type TensorType,
} from '../../formats/onnx.ts';
import { at } from '../../core/at.ts';
import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { MatrixKind } from './matrixBits.ts';
import { QUANTIZATION_BLOCK_SIZE, type Precision, type WeightEncoding } from './weightEncoding.ts';
import type { PlacedWeight, WeightLayout } from './weightLayout.ts';

/** The name of a value in the graph being built. */
export type Value = string;

const FLOAT32: WeightEncoding = { kind: 'dense', type: 'float' };

/** A matrix of a checkpoint that something is multiplied with. */
export interface Matrix {
  readonly kind: MatrixKind;
  readonly rows: number;
  readonly columns: number;
  /** Default: none. */
  readonly bias?: boolean;
  /** Rows and columns that it is filled up to with zeros, and so is what it is multiplied with. Default: it is not. */
  readonly filled?: readonly [number, number];
}

/** Collects nodes and initializers; every method adds nodes and returns the names of their outputs. */
export class GraphBuilder {
  readonly variant: GraphVariant;
  readonly precision: Precision;
  readonly #name: string;
  readonly #layout: WeightLayout;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxInitializer>();
  readonly #inputs = new Map<string, OnnxValue>();
  readonly #outputs: OnnxValue[] = [];
  readonly #renames = new Map<Value, string>();

  constructor(name: string, variant: GraphVariant, precision: Precision, layout: WeightLayout) {
    this.#name = name;
    this.variant = variant;
    this.precision = precision;
    this.#layout = layout;
  }

  /** Declares a graph input; asking again for the same name is the same input. */
  input(name: string, type: TensorType, shape: readonly (number | string)[]): Value {
    this.#inputs.set(name, { name, type, shape });
    return name;
  }

  /** Makes `value` the graph output `name`. */
  output(value: Value, name: string, type: TensorType, shape: readonly (number | string)[]): void {
    this.#renames.set(value, name);
    this.#outputs.push({ name, type, shape });
  }

  op(opType: string, inputs: readonly Value[], attributes: Record<string, Attribute> = {}): Value {
    return this.#add(opType, '', inputs, attributes, ['']);
  }

  /** An operator with several outputs; an empty suffix leaves that output out. */
  multiOp(
    opType: string,
    domain: string,
    inputs: readonly Value[],
    attributes: Record<string, Attribute>,
    outputSuffixes: readonly (string | undefined)[],
  ): Value[] {
    const name = this.#nextName(opType);
    const outputs = outputSuffixes.map((suffix) => (suffix === undefined ? '' : `${name}.${suffix}`));
    this.#nodes.push({ opType, domain, name, inputs, outputs, attributes });
    return outputs;
  }

  /** An operator of onnxruntime's own domain. */
  fusedOp(opType: string, inputs: readonly Value[], attributes: Record<string, Attribute> = {}): Value {
    return this.#add(opType, MICROSOFT_DOMAIN, inputs, attributes, ['']);
  }

  reshape(value: Value, shape: readonly number[]): Value {
    return this.op('Reshape', [value, this.int64(shape)]);
  }

  transpose(value: Value, perm: readonly number[]): Value {
    return this.op('Transpose', [value], { perm: { ints: perm } });
  }

  cast(value: Value, type: 'float' | 'float16'): Value {
    return this.op('Cast', [value], { to: { int: type === 'float' ? 1 : 10 } });
  }

  int64(values: readonly number[]): Value {
    const name = `int64[${values.join(',')}]`;
    const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    this.#initializers.set(name, { name, type: 'int64', shape: [values.length], data: { raw } });
    return name;
  }

  /** A scalar of the activation type. */
  scalar(value: number): Value {
    const name = `scalar[${value}]`;
    const raw = new Uint8Array(new Float32Array([value]).buffer);
    this.#initializers.set(name, { name, type: 'float', shape: [], data: { raw } });
    return this.precision.activation === 'float' ? name : this.cast(name, 'float16');
  }

  /** A checkpoint vector (norm weight or bias), kept in `type`, and filled up with zeros to `filled`. */
  vector(tensor: string, size: number, type: 'float' | 'float16' = 'float', filled = size): Value {
    return this.#initializer(this.#layout.place(tensor, [size], { kind: 'dense', type }, [filled]), 0);
  }

  /** The residual stream's root-mean-square norm in fp32, cast to the activation type. Returns also the sum with `skip`. */
  norm(residual: Value, skip: Value | undefined, tensor: string, size: number, epsilon: number) {
    const gamma = this.vector(tensor, size);
    const attributes = { epsilon: { float: epsilon } };
    if (skip === undefined) {
      const normed = this.op('SimplifiedLayerNormalization', [residual, gamma], attributes);
      return { normed: this.toActivation(normed), sum: residual };
    }
    const inputs = [residual, skip, gamma];
    const suffixes = ['normed', undefined, undefined, 'sum'];
    const outputs = this.multiOp('SkipSimplifiedLayerNormalization', MICROSOFT_DOMAIN, inputs, attributes, suffixes);
    return { normed: this.toActivation(at(outputs, 0)), sum: at(outputs, 3) };
  }

  /** As {@link norm}, with a mean and a bias (LayerNorm): `prefix` names weight and bias. */
  layerNorm(residual: Value, skip: Value | undefined, prefix: string, size: number, epsilon: number) {
    const sum = skip === undefined ? residual : this.op('Add', [residual, skip]);
    const inputs = [sum, this.vector(`${prefix}.weight`, size), this.vector(`${prefix}.bias`, size)];
    const normed = this.op('LayerNormalization', inputs, { axis: { int: -1 }, epsilon: { float: epsilon } });
    return { normed: this.toActivation(normed), sum };
  }

  toActivation(value: Value): Value {
    return this.precision.activation === 'float' ? value : this.cast(value, 'float16');
  }

  /** Back to the residual stream's fp32. */
  toResidual(value: Value): Value {
    return this.precision.activation === 'float' ? value : this.cast(value, 'float');
  }

  /** `x` [n, columns] times the transposed matrix `${prefix}.weight` [rows, columns], plus `${prefix}.bias` if it has one. */
  linear(x: Value, prefix: string, { kind, rows, columns, bias = false, filled = [rows, columns] }: Matrix): Value {
    const { activation } = this.precision;
    const weight = this.#layout.place(`${prefix}.weight`, [rows, columns], this.precision.encodingOf(kind), filled);
    const biasInput = bias ? [this.vector(`${prefix}.bias`, rows, activation, filled[0])] : [];
    if (weight.encoding.kind !== 'quantized') return this.#gemm(x, weight, biasInput);
    const parts = weight.parts.map((_, index) => this.#initializer(weight, index));
    const [quantized = '', scales = '', zeroPoints = ''] = parts;
    const optional = bias ? [zeroPoints, '', ...biasInput] : [zeroPoints].filter((name) => name !== '');
    return this.fusedOp('MatMulNBits', [x, quantized, scales, ...optional], {
      K: { int: filled[1] },
      N: { int: filled[0] },
      bits: { int: weight.encoding.bits },
      block_size: { int: QUANTIZATION_BLOCK_SIZE },
    });
  }

  /** As {@link linear}, always in fp32: heads. */
  linearFloat32(x: Value, prefix: string, rows: number, columns: number): Value {
    const weight = this.#layout.place(`${prefix}.weight`, [rows, columns], FLOAT32);
    return this.#gemm(x, weight, [this.vector(`${prefix}.bias`, rows)]);
  }

  /** `x` [n, columns] through the patch projection `prefix`, whose two frames are folded; fp32. */
  patchProjection(x: Value, prefix: string, sourceShape: readonly number[], columns: number, bias: boolean): Value {
    const weight = this.#layout.place(`${prefix}.weight`, sourceShape, { kind: 'patchProjection', columns });
    const biasInput = bias ? [this.vector(`${prefix}.bias`, at(sourceShape, 0))] : [];
    return this.#gemm(x, weight, biasInput);
  }

  /** A checkpoint matrix as it stands, in fp32: what rows are looked up in. */
  table(tensor: string, rows: number, columns: number): Value {
    return this.#initializer(this.#layout.place(tensor, [rows, columns], FLOAT32), 0);
  }

  build(): OnnxGraph {
    const rename = (value: Value) => this.#renames.get(value) ?? value;
    return {
      name: this.#name,
      nodes: this.#nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(rename),
        outputs: node.outputs.map(rename),
      })),
      initializers: [...this.#initializers.values()],
      inputs: [...this.#inputs.values()],
      outputs: this.#outputs,
    };
  }

  #gemm(x: Value, weight: PlacedWeight, bias: readonly Value[]): Value {
    return this.op('Gemm', [x, this.#initializer(weight, 0), ...bias], { transB: { int: 1 } });
  }

  #initializer(weight: PlacedWeight, part: number): Value {
    const placed = weight.parts[part];
    if (!placed) throw new RangeError(`${weight.tensor} has no part ${part}`);
    const { name, type, shape, offset, byteLength } = placed;
    const data = { location: this.#layout.location, offset, byteLength };
    this.#initializers.set(name, { name, type, shape, data });
    return name;
  }

  #add(
    opType: string,
    domain: string,
    inputs: readonly Value[],
    attributes: Record<string, Attribute>,
    suffixes: readonly string[],
  ): Value {
    return this.multiOp(opType, domain, inputs, attributes, suffixes)[0] ?? '';
  }

  #nextName(opType: string): string {
    return `${opType}_${this.#nodes.length}`;
  }
}
