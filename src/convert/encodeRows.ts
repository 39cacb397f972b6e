/** Makes the bytes that a package holds of the rows of a checkpoint tensor. It is pure, so any thread can do it. */
import { at } from '../core/at.ts';
import { widenToFloat32, type SafetensorsDtype } from '../formats/safetensorsFloats.ts';
import { createFeedbackCoder } from './calibration/feedbackCoder.ts';
import { roundToFloat16, toFloat16 } from './float16.ts';
import { QUANTIZATION_BLOCK_SIZE, type WeightEncoding } from './graphs/weightEncoding.ts';
import { quantizeRows } from './quantize.ts';

/** Rows of one weight; plain data, which can be posted to a worker with `bytes` transferred. */
export interface EncodeTask {
  readonly dtype: SafetensorsDtype;
  /** The rows as they stand in the file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowCount: number;
  /** Shape of the whole weight in the checkpoint. */
  readonly sourceShape: readonly number[];
  readonly encoding: WeightEncoding;
  /** Zeros that the package has and the checkpoint has not; default: none. */
  readonly fill?: Fill | undefined;
  /** See `feedbackFactors`: errors are passed on by them. Default: each weight is rounded by itself. */
  readonly feedback?: Float32Array | undefined;
}

/** Rows of zeros after these, and columns of zeros at the end of each. */
export interface Fill {
  readonly rows: number;
  readonly columns: number;
}

/** The rows' bytes of each part of the weight, in the order of its initializers. */
export type EncodedRows = readonly Uint8Array<ArrayBuffer>[];

/** Throws NonFiniteWeightError where quantised weights are NaN or infinite. */
export function encodeRows(task: EncodeTask): EncodedRows {
  const { rowCount, sourceShape, encoding, feedback, fill = { rows: 0, columns: 0 } } = task;
  const values = filledUp(widenToFloat32(task.dtype, task.bytes), rowCount, fill);
  switch (encoding.kind) {
    case 'dense':
      return [bytesOf(encoding.type === 'float' ? values : toFloat16(values).values)];
    case 'patchProjection':
      return [bytesOf(foldFrames(values, rowCount, sourceShape))];
    case 'quantized':
      return quantize(values, rowCount + fill.rows, at(sourceShape, 1) + fill.columns, encoding, feedback);
  }
}

function filledUp(
  values: Float32Array<ArrayBuffer>,
  rowCount: number,
  { rows, columns }: Fill,
): Float32Array<ArrayBuffer> {
  if (rows === 0 && columns === 0) return values;
  const width = values.length / rowCount;
  const filled = new Float32Array((rowCount + rows) * (width + columns));
  for (let row = 0; row < rowCount; row++) {
    filled.set(values.subarray(row * width, (row + 1) * width), row * (width + columns));
  }
  return filled;
}

function quantize(
  values: Float32Array,
  rowCount: number,
  columns: number,
  { bits, symmetric, scaleType }: Extract<WeightEncoding, { kind: 'quantized' }>,
  factors: Float32Array | undefined,
): EncodedRows {
  const options = { bits, blockSize: QUANTIZATION_BLOCK_SIZE, symmetric, search: true } as const;
  const roundScale = scaleType === 'float' ? Math.fround : roundToFloat16;
  const coder = factors && createFeedbackCoder({ bits, symmetric, k: columns, factors, roundScale });
  const { packed, scales, zeroPoints } = quantizeRows(values, rowCount, columns, options, coder);
  const parts = [packed, bytesOf(scaleType === 'float' ? scales : toFloat16(scales).values)];
  return zeroPoints ? [...parts, zeroPoints] : parts;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * [rows, channels, frames, h, w] -> [rows, channels, h, w], summed over frames. An image is shown as identical frames,
 * so the sum of the frames' products is one product with the sum.
 */
function foldFrames(
  values: Float32Array<ArrayBuffer>,
  rowCount: number,
  [, channels = 0, frames = 0, height = 0, width = 0]: readonly number[],
): Float32Array<ArrayBuffer> {
  const plane = height * width;
  const folded = new Float32Array(rowCount * channels * plane);
  for (let i = 0; i < folded.length; i++) {
    const start = Math.floor(i / plane) * frames * plane + (i % plane);
    let sum = 0;
    for (let frame = 0; frame < frames; frame++) sum += values[start + frame * plane] ?? 0;
    folded[i] = sum;
  }
  return folded;
}
