/** What the package loses of a weight's rows. It is looked for in their bits, before they are encoded. */
import { at } from '../core/at.ts';
import { readRowBytes, rowCountOf, type TensorEntry } from '../formats/safetensors.ts';
import { floatBitsOf, floatOfBits, type FloatBits, type SafetensorsDtype } from '../formats/safetensorsFloats.ts';
import type { EncodeTask, Fill } from './encodeRows.ts';
import { QUANTIZATION_BLOCK_SIZE } from './graphs/weightEncoding.ts';

export interface RowAudit {
  /** Elements that are NaN or infinite. */
  readonly nonFinite: number;
  /** The largest magnitude of the others. */
  readonly largest: number;
  /** Elements that fp16 cannot hold. */
  readonly beyondF16: number;
  /** Quantisation blocks that are 0 throughout, with those that only fill up; 0 where nothing is quantised. */
  readonly zeroBlocks: number;
}

/** Throws SafetensorsError for a type that is no supported float. */
export function auditRows(task: EncodeTask): RowAudit {
  const { dtype, bytes, encoding } = task;
  const bits = floatBitsOf(dtype, bytes);
  const { words, magnitudeMask, infinity } = bits;
  let most = 0;
  for (let i = 0; i < words.length; i++) {
    const magnitude = (words[i] ?? 0) & magnitudeMask;
    if (magnitude > most) most = magnitude;
  }
  return {
    nonFinite: most >= infinity ? countFrom(bits, infinity) : 0,
    largest: most >= infinity ? Infinity : floatOfBits(dtype, most),
    beyondF16: most >= bits.beyondF16 ? countFrom(bits, bits.beyondF16) : 0,
    zeroBlocks: encoding.kind === 'quantized' ? countZeroBlocks(bits, task) : 0,
  };
}

/** Whether a tensor's bytes hold NaN or infinities. */
export function hasNonFinite(dtype: SafetensorsDtype, bytes: Uint8Array<ArrayBuffer>): boolean {
  const bits = floatBitsOf(dtype, bytes);
  return countFrom(bits, bits.infinity) > 0;
}

/** Bytes of a tensor that are looked through at a time. */
const COUNT_BYTES = 16 * 1024 * 1024;

/** Elements of a whole tensor that are NaN or infinite. */
export async function countNonFinite(entry: TensorEntry): Promise<number> {
  const rows = rowCountOf(entry);
  const step = Math.max(1, Math.floor((COUNT_BYTES * rows) / Math.max(1, entry.end - entry.start)));
  let count = 0;
  for (let start = 0; start < rows; start += step) {
    const bits = floatBitsOf(entry.dtype, await readRowBytes(entry, start, Math.min(start + step, rows)));
    count += countFrom(bits, bits.infinity);
  }
  return count;
}

function countFrom({ words, magnitudeMask }: FloatBits, least: number): number {
  let count = 0;
  for (let i = 0; i < words.length; i++) if (((words[i] ?? 0) & magnitudeMask) >= least) count++;
  return count;
}

function countZeroBlocks({ words, magnitudeMask }: FloatBits, { rowCount, sourceShape, fill }: EncodeTask): number {
  const columns = at(sourceShape, 1);
  let count = fill ? fillingBlocks(rowCount, columns, fill) : 0;
  for (let row = 0; row < rowCount; row++) {
    for (let block = 0; block < columns; block += QUANTIZATION_BLOCK_SIZE) {
      const end = row * columns + Math.min(block + QUANTIZATION_BLOCK_SIZE, columns);
      let element = row * columns + block;
      // Nearly every block ends this search at its first element.
      while (element < end && ((words[element] ?? 0) & magnitudeMask) === 0) element++;
      if (element === end) count++;
    }
  }
  return count;
}

/** Blocks that the checkpoint has nothing of. */
function fillingBlocks(rowCount: number, columns: number, fill: Fill): number {
  const blocks = Math.ceil((columns + fill.columns) / QUANTIZATION_BLOCK_SIZE);
  return fill.rows * blocks + rowCount * (blocks - Math.ceil(columns / QUANTIZATION_BLOCK_SIZE));
}
