import type { ByteSink } from '../core/bytes.ts';
import { throwIfAborted } from '../core/errors.ts';
import { readRows, rowCountOf, type TensorEntry } from '../formats/safetensors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { toFloat16 } from './float16.ts';
import { QUANTIZATION_BLOCK_SIZE } from './graphs/weightEncoding.ts';
import type { PlacedTensor, PlacedWeight, WeightLayout } from './graphs/weightLayout.ts';
import { quantizeRows } from './quantize.ts';

/** Floats read at a time: what a conversion holds of the checkpoint, whatever its size; larger pieces are slower. */
const CHUNK_ELEMENTS = 1024 * 1024;

export interface WriteWeightsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the checkpoint that have been read. */
  readonly onBytes: (byteLength: number) => void;
}

/** A sink that knows how far it is, so that parts land on their planned offsets. */
class OffsetSink {
  readonly #sink: ByteSink;
  #offset = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Zeros up to a part's offset. */
  async seek(part: PlacedTensor): Promise<void> {
    const gap = part.offset - this.#offset;
    if (gap < 0) throw new RangeError(`${part.name} would overlap what is written.`);
    await this.write(new Uint8Array(gap));
  }

  async write(values: ArrayBufferView<ArrayBuffer>): Promise<void> {
    if (values.byteLength === 0) return;
    await this.#sink.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.#offset += values.byteLength;
  }
}

/** Streams a session's weights to its data file, at the offsets of the layout. */
export async function writeWeights(
  checkpoint: Checkpoint,
  layout: WeightLayout,
  sink: ByteSink,
  options: WriteWeightsOptions,
): Promise<void> {
  const target = new OffsetSink(sink);
  for (const weight of layout.weights) {
    const entry = checkpoint.get(weight.tensor, weight.sourceShape);
    await writeWeight(weight, readChunks(entry, options), target);
  }
}

interface Chunk {
  readonly values: Float32Array<ArrayBuffer>;
  readonly rowCount: number;
}

async function* readChunks(entry: TensorEntry, { signal, onBytes }: WriteWeightsOptions): AsyncGenerator<Chunk> {
  const rows = rowCountOf(entry);
  const rowElements = entry.shape.slice(1).reduce((product, size) => product * size, 1);
  const step = Math.max(1, Math.floor(CHUNK_ELEMENTS / rowElements));
  for (let start = 0; start < rows; start += step) {
    throwIfAborted(signal);
    const end = Math.min(start + step, rows);
    yield { values: await readRows(entry, start, end), rowCount: end - start };
    onBytes(((entry.end - entry.start) / rows) * (end - start));
  }
}

async function writeWeight(weight: PlacedWeight, chunks: AsyncGenerator<Chunk>, target: OffsetSink): Promise<void> {
  const { encoding, parts } = weight;
  const [first] = parts;
  if (!first) return;
  await target.seek(first);
  if (encoding.kind === 'quantized') return writeQuantized(weight, encoding, chunks, target);
  for await (const { values, rowCount } of chunks) {
    if (encoding.kind === 'patchProjection') await target.write(foldFrames(values, rowCount, weight.sourceShape));
    else await target.write(encoding.type === 'float' ? values : toFloat16(values).values);
  }
}

/** Packed codes are written as they come; scales and zero points, a sixteenth of the matrix, wait for their turn. */
async function writeQuantized(
  weight: PlacedWeight,
  encoding: Extract<PlacedWeight['encoding'], { kind: 'quantized' }>,
  chunks: AsyncGenerator<Chunk>,
  target: OffsetSink,
): Promise<void> {
  const { bits, symmetric, scaleType } = encoding;
  const columns = weight.sourceShape[1] ?? 0;
  const waiting: ArrayBufferView<ArrayBuffer>[][] = [[], []];
  for await (const { values, rowCount } of chunks) {
    const options = { bits, blockSize: QUANTIZATION_BLOCK_SIZE, symmetric, search: true } as const;
    const { packed, scales, zeroPoints } = quantizeRows(values, rowCount, columns, options);
    await target.write(packed);
    waiting[0]?.push(scaleType === 'float' ? scales : toFloat16(scales).values);
    if (zeroPoints) waiting[1]?.push(zeroPoints);
  }
  for (const [index, part] of weight.parts.slice(1).entries()) {
    await target.seek(part);
    for (const values of waiting[index] ?? []) await target.write(values);
  }
}

/**
 * [rows, channels, frames, h, w] -> [rows, channels, h, w], summed over frames: an image is shown as identical frames, so
 * the products of both are one product with the sum.
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
