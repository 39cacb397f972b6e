/** What searching each block's scale and zero point gains over spanning its extremes: in weights, and in rewards. */
import { rm } from 'node:fs/promises';
import { inlineEncoder, type RowEncoder } from '../../src/convert/rowEncoder.ts';
import type { EncodedRows, EncodeTask } from '../../src/convert/encodeRows.ts';
import { QUANTIZATION_BLOCK_SIZE } from '../../src/convert/graphs/weightEncoding.ts';
import { quantizeRows, type QuantizedRows, type QuantizeOptions } from '../../src/convert/quantize.ts';
import { widenToFloat32 } from '../../src/formats/safetensorsFloats.ts';
import { convertForTest, hasCheckpoint, type CheckpointName } from '../../src/testing/packages.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { compareWithOfficial, type Differences } from './rewardDifferences.ts';

const CHECKPOINTS: readonly CheckpointName[] = ['tiny', 'tiny-a', 'tiny-b'];

const VARIANTS = [
  { name: 'q4', dtype: 'q4', symmetric: false },
  { name: 'q4 symmetric', dtype: 'q4', symmetric: true },
] as const;

interface Row extends Differences {
  readonly model: string;
  readonly dtype: string;
  readonly scales: 'plain' | 'searched';
  /** Root of the mean squared error of the quantised weights over that of the weights. */
  readonly weightError: number;
}

export const quantisationSearch: BenchCase = {
  name: 'quantisation-search',
  summary: 'searched against plain block scales: error of weights and rewards',
  document: 'docs/quantisation.md',
  async run() {
    const rows: Row[] = [];
    for (const checkpoint of CHECKPOINTS) {
      if (!hasCheckpoint(checkpoint)) console.error(`Skipping ${checkpoint}: no fixtures (set EDITREWARD_FIXTURES).`);
      else for (const variant of VARIANTS) rows.push(...(await measureBoth(checkpoint, variant)));
    }
    const header = ['Model', 'dtype', 'Scales', 'Weights, RMS', 'mu, mean', 'mu, largest', 'log sigma, mean'];
    return { rows: rows.map((row) => ({ ...row })), markdown: markdownTable(header, rows.map(cellsOf)) };
  },
};

async function measureBoth(checkpoint: CheckpointName, variant: (typeof VARIANTS)[number]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scales of ['plain', 'searched'] as const) {
    const encoder = new MeasuringEncoder(scales === 'searched');
    const folder = await convertForTest(checkpoint, { ...variant, encoder });
    try {
      const { name: dtype } = variant;
      const differences = await compareWithOfficial(folder, checkpoint);
      rows.push({ model: checkpoint, dtype, scales, weightError: encoder.relativeError(), ...differences });
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return rows;
}

/** Quantises with or without search, and adds up what it costs. */
class MeasuringEncoder implements RowEncoder {
  readonly parallelism = 1;
  readonly #search: boolean;
  #errorEnergy = 0;
  #energy = 0;

  constructor(search: boolean) {
    this.#search = search;
  }

  async encode(task: EncodeTask): Promise<EncodedRows> {
    if (task.encoding.kind !== 'quantized') return inlineEncoder.encode(task);
    const { bits, symmetric } = task.encoding;
    const columns = task.sourceShape[1] ?? 0;
    const weights = widenToFloat32(task.dtype, task.bytes);
    const options = { bits, symmetric, blockSize: QUANTIZATION_BLOCK_SIZE, search: this.#search } as const;
    const quantized = quantizeRows(weights, task.rowCount, columns, options);
    this.#measure(weights, quantized, columns, options);
    const { packed, scales, zeroPoints } = quantized;
    return [packed, new Uint8Array(scales.buffer), ...(zeroPoints ? [zeroPoints] : [])];
  }

  relativeError(): number {
    return Math.sqrt(this.#errorEnergy / this.#energy);
  }

  #measure(weights: Float32Array, quantized: QuantizedRows, columns: number, options: QuantizeOptions): void {
    for (const [index, weight] of weights.entries()) {
      const error = weight - weightAt(quantized, Math.floor(index / columns), index % columns, columns, options);
      this.#errorEnergy += error * error;
      this.#energy += weight * weight;
    }
  }
}

/** A weight as MatMulNBits reads it. */
function weightAt(
  { packed, scales, zeroPoints }: QuantizedRows,
  row: number,
  column: number,
  columns: number,
  { bits, blockSize }: QuantizeOptions,
): number {
  const blocks = Math.ceil(columns / blockSize);
  const block = Math.floor(column / blockSize);
  const code = codeAt(packed, row * blocks * blockSize + column, bits);
  const perRow = bits === 8 ? blocks : 2 * Math.ceil(blocks / 2);
  const zeroPoint = zeroPoints ? codeAt(zeroPoints, row * perRow + block, bits) : 2 ** (bits - 1);
  return (code - zeroPoint) * (scales[row * blocks + block] ?? NaN);
}

function codeAt(codes: Uint8Array, index: number, bits: 4 | 8): number {
  if (bits === 8) return codes[index] ?? NaN;
  return ((codes[index >> 1] ?? NaN) >> (4 * (index & 1))) & 15;
}

function cellsOf({ model, dtype, scales, weightError, meanMu, largestMu, meanLogSigma }: Row): string[] {
  const error = `${(100 * weightError).toFixed(2)}%`;
  return [model, dtype, scales, error, ...[meanMu, largestMu, meanLogSigma].map((value) => value.toFixed(4))];
}
