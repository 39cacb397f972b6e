import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import {
  MICROSOFT_DOMAIN,
  writeOnnxModel,
  type OnnxGraph,
  type OnnxInitializer,
  type TensorType,
} from '../formats/onnx.ts';
import { QUANTIZATION_BLOCK_SIZE } from './graphs/weightEncoding.ts';
import { quantizeRows, type QuantizedRows } from './quantize.ts';

const INPUTS = 2;
/** Not a multiple of the block: the fourth block holds 4 columns and padding. */
const K = 100;
const N = 3;
const BLOCKS = Math.ceil(K / QUANTIZATION_BLOCK_SIZE);

/** Numbers between -1 and 1 that repeat nowhere in these sizes; off centre, so that zero points matter. */
const noise = (count: number, phase: number) =>
  Float32Array.from({ length: count }, (_, i) => 0.3 + 0.7 * Math.sin(12.9898 * i + phase));

const x = noise(INPUTS * K, 0);
const weights = noise(N * K, 1);
const bias = noise(N, 2);

const variants = ([4, 8] as const).flatMap((bits) => [true, false].map((symmetric) => ({ bits, symmetric })));

it.each(variants)('MatMulNBits reads $bits bits, symmetric: $symmetric, as they are packed', async (variant) => {
  const options = { ...variant, blockSize: QUANTIZATION_BLOCK_SIZE, search: true } as const;
  const quantized = quantizeRows(weights, N, K, options);
  const output = await runMatMulNBits(quantized, variant.bits);
  const expected = multiply(dequantize(quantized, variant.bits));
  expect(output).toHaveLength(INPUTS * N);
  for (const [i, value] of output.entries()) expect(Math.abs(value - (expected[i] ?? NaN))).toBeLessThan(1e-5);
});

it('multiplies with 4 and with 8 bits in one graph, as a package of mixed bits does', async () => {
  const options = { symmetric: false, blockSize: QUANTIZATION_BLOCK_SIZE, search: true } as const;
  const [four, eight] = ([4, 8] as const).map((bits) => quantizeRows(weights, N, K, { ...options, bits }));
  if (!four || !eight) expect.fail('nothing quantised');
  const models = [nodeOf(four, 4, 'of 4'), nodeOf(eight, 8, 'of 8')];
  const outputs = await run({
    name: 'two nodes',
    nodes: models.map(({ node }) => node),
    initializers: models.flatMap(({ initializers }) => initializers),
    inputs: [{ name: 'x', type: 'float', shape: [INPUTS, K] }],
    outputs: models.map(({ node }) => ({ name: node.outputs[0] ?? '', type: 'float', shape: [INPUTS, N] })),
  });
  for (const [quantized, bits, output] of [
    [four, 4, outputs['y of 4']],
    [eight, 8, outputs['y of 8']],
  ] as const) {
    const expected = multiply(dequantize(quantized, bits));
    const differences = expected.map((value, i) => Math.abs(value - (output?.[i] ?? NaN)));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  }
});

it('would notice codes that are packed in another order', async () => {
  const options = { bits: 4, symmetric: false, blockSize: QUANTIZATION_BLOCK_SIZE, search: true } as const;
  const quantized = quantizeRows(weights, N, K, options);
  const expected = multiply(dequantize(quantized, 4));
  const swapped = { ...quantized, packed: quantized.packed.map((byte) => (byte >> 4) | (byte << 4)) };
  const output = await runMatMulNBits(swapped, 4);
  expect(Math.max(...output.map((value, i) => Math.abs(value - (expected[i] ?? NaN))))).toBeGreaterThan(0.01);
});

async function runMatMulNBits(quantized: QuantizedRows, bits: 4 | 8): Promise<Float32Array> {
  const { node, initializers } = nodeOf(quantized, bits, '');
  const { y } = await run({
    name: 'one node',
    nodes: [node],
    initializers,
    inputs: [{ name: 'x', type: 'float', shape: [INPUTS, K] }],
    outputs: [{ name: 'y', type: 'float', shape: [INPUTS, N] }],
  });
  return y ?? expect.fail('no output');
}

async function run(graph: OnnxGraph): Promise<Record<string, Float32Array>> {
  const session = await InferenceSession.create(writeOnnxModel(graph));
  try {
    const outputs = await session.run({ x: new Tensor('float32', x, [INPUTS, K]) });
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [
        name,
        data instanceof Float32Array ? data : expect.fail(name),
      ]),
    );
  } finally {
    await session.release();
  }
}

/** Shapes as the graphs of a package have them. `label` ends the names of what belongs to the node. */
function nodeOf({ packed, scales, zeroPoints }: QuantizedRows, bits: 4 | 8, label: string) {
  const name = (part: string) => [part, label].filter((word) => word !== '').join(' ');
  const blockBytes = (QUANTIZATION_BLOCK_SIZE * bits) / 8;
  const initializers = [
    initializer(name('packed'), 'uint8', [N, BLOCKS, blockBytes], packed),
    initializer(name('scales'), 'float', [N * BLOCKS], scales),
    initializer(name('bias'), 'float', [N], bias),
    ...(zeroPoints ? [initializer(name('zeroPoints'), 'uint8', [zeroPoints.length], zeroPoints)] : []),
  ];
  const node = {
    opType: 'MatMulNBits',
    domain: MICROSOFT_DOMAIN,
    name: name('multiply'),
    inputs: ['x', name('packed'), name('scales'), zeroPoints ? name('zeroPoints') : '', '', name('bias')],
    outputs: [name('y')],
    attributes: { K: { int: K }, N: { int: N }, bits: { int: bits }, block_size: { int: QUANTIZATION_BLOCK_SIZE } },
  };
  return { node, initializers };
}

function initializer(
  name: string,
  type: TensorType,
  shape: readonly number[],
  { buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>,
): OnnxInitializer {
  return { name, type, shape, data: { raw: new Uint8Array(buffer, byteOffset, byteLength) } };
}

/** By the operator's documentation: (code - zeroPoint) * scale, low nibbles first, zero points 2^(bits - 1) if absent. */
function dequantize({ packed, scales, zeroPoints }: QuantizedRows, bits: 4 | 8): number[] {
  const paddedK = BLOCKS * QUANTIZATION_BLOCK_SIZE;
  const zeroPointStride = bits === 8 ? BLOCKS : 2 * Math.ceil(BLOCKS / 2);
  return Array.from({ length: N * K }, (_, i) => {
    const [row, column] = [Math.floor(i / K), i % K];
    const block = Math.floor(column / QUANTIZATION_BLOCK_SIZE);
    const zeroPoint = zeroPoints ? codeAt(zeroPoints, row * zeroPointStride + block, bits) : 2 ** (bits - 1);
    return (codeAt(packed, row * paddedK + column, bits) - zeroPoint) * (scales[row * BLOCKS + block] ?? NaN);
  });
}

function codeAt(codes: Uint8Array, index: number, bits: 4 | 8): number {
  if (bits === 8) return codes[index] ?? NaN;
  return ((codes[index >> 1] ?? NaN) >> (4 * (index & 1))) & 15;
}

/** x times the transposed matrix, plus the bias: [INPUTS, N]. */
function multiply(matrix: readonly number[]): number[] {
  return Array.from({ length: INPUTS * N }, (_, i) => {
    const [input, row] = [Math.floor(i / N), i % N];
    let sum = bias[row] ?? NaN;
    for (let column = 0; column < K; column++) {
      sum += (x[input * K + column] ?? NaN) * (matrix[row * K + column] ?? NaN);
    }
    return sum;
  });
}
