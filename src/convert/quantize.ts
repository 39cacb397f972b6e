/**
 * Block quantisation of weight rows in the layout of onnxruntime's MatMulNBits
 * (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits):
 * value = (q - zeroPoint) * scale, one scale (and zero point) a block of consecutive columns.
 */
import { type BlockCode, type BlockCoder, createBlockCoder, type QuantizeOptions } from './quantizeBlock.ts';

export { NonFiniteWeightError, type QuantizeOptions } from './quantizeBlock.ts';

export interface QuantizedRows {
  /** [rowCount, blocks, blockSize * bits / 8]; of two 4-bit codes in a byte, the first is the low nibble. */
  readonly packed: Uint8Array<ArrayBuffer>;
  /** [rowCount, blocks]. */
  readonly scales: Float32Array<ArrayBuffer>;
  /** Asymmetric only: 4 bits [rowCount, ceil(blocks / 2)], low nibble first; 8 bits [rowCount, blocks]. */
  readonly zeroPoints?: Uint8Array<ArrayBuffer>;
}

/**
 * Quantises `rows` [rowCount, k]. k need not be a multiple of the block: the padding of the last block holds the zero
 * point, which means 0. Blocks come to `coder` in their order. Deterministic. Throws {@link NonFiniteWeightError}.
 */
export function quantizeRows(
  rows: Float32Array,
  rowCount: number,
  k: number,
  options: QuantizeOptions,
  coder: BlockCoder = createBlockCoder(options),
): QuantizedRows {
  const layout = planLayout(k, options);
  const packed = new Uint8Array(rowCount * layout.blocks * layout.blockBytes);
  const scales = new Float32Array(rowCount * layout.blocks);
  const zeroPoints = new Uint8Array(options.symmetric ? 0 : rowCount * layout.zeroPointBytes);
  for (let row = 0; row < rowCount; row++) {
    for (let block = 0; block < layout.blocks; block++) {
      const start = row * k + block * options.blockSize;
      const code = coder.encode(rows, start, Math.min(start + options.blockSize, (row + 1) * k));
      const index = row * layout.blocks + block;
      scales[index] = code.scale;
      packCodes(coder.codes, options.bits, packed, index * layout.blockBytes);
      if (!options.symmetric) putZeroPoint(code, block, options.bits, zeroPoints, row * layout.zeroPointBytes);
    }
  }
  return options.symmetric ? { packed, scales } : { packed, scales, zeroPoints };
}

interface Layout {
  readonly blocks: number;
  readonly blockBytes: number;
  readonly zeroPointBytes: number;
}

function planLayout(k: number, { bits, blockSize }: QuantizeOptions): Layout {
  const blocks = Math.ceil(k / blockSize);
  return { blocks, blockBytes: (blockSize * bits) / 8, zeroPointBytes: Math.ceil((blocks * bits) / 8) };
}

function packCodes(codes: Uint8Array, bits: 4 | 8, packed: Uint8Array, offset: number): void {
  if (bits === 8) {
    packed.set(codes, offset);
    return;
  }
  for (let i = 0; i < codes.length; i += 2) {
    packed[offset + i / 2] = (codes[i] ?? 0) | ((codes[i + 1] ?? 0) << 4);
  }
}

function putZeroPoint(code: BlockCode, block: number, bits: 4 | 8, zeroPoints: Uint8Array, rowOffset: number): void {
  if (bits === 8) {
    zeroPoints[rowOffset + block] = code.zeroPoint;
    return;
  }
  const index = rowOffset + (block >> 1);
  zeroPoints[index] = (zeroPoints[index] ?? 0) | (code.zeroPoint << (4 * (block & 1)));
}
