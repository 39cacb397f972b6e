import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { MATRIX_BITS, type MatrixBits, type MatrixKind } from './matrixBits.ts';

/** Elements that share a scale. Other sizes crash some adapters (MatMulNBits with block 128 on SwiftShader). */
export const QUANTIZATION_BLOCK_SIZE = 32;

/** How a checkpoint tensor is stored in a package. */
export type WeightEncoding =
  /** As it is, in `type`. */
  | { readonly kind: 'dense'; readonly type: 'float' | 'float16' }
  /** Patch projection [out, channels, frames, h, w]: both frames are the same picture, so they are summed: [out, columns]. */
  | { readonly kind: 'patchProjection'; readonly columns: number }
  /** MatMulNBits blocks along the second axis. */
  | {
      readonly kind: 'quantized';
      readonly bits: 4 | 8;
      readonly symmetric: boolean;
      readonly scaleType: 'float' | 'float16';
    };

/**
 * Onnxruntime's kernels for the matrix units of GPUs take fp16 matrices with as many rows as a multiple of this (and
 * columns in multiples of 32): `CanApplySubgroupMatrixMatMulNBits` in its WebGPU provider.
 */
const MATRIX_UNIT_ROWS = 64;

/** What a package's dtype means for its graphs. */
export interface Precision {
  /** Type in which linear layers and attention compute. The residual stream, norms and heads are always fp32. */
  readonly activation: 'float' | 'float16';
  /** The width inside an MLP is filled up with zeros to a multiple of this, see {@link filledWidth}. */
  readonly widthMultiple: number;
  /** Encoding of the large matrices. */
  encodingOf(kind: MatrixKind): WeightEncoding;
}

/** A width is filled up only if that adds at most this share of work, which matrix units win back many times over. */
const MAX_FILLED_SHARE = 1 / 32;

/** What becomes of the width inside an MLP. Zeros in both of its matrices change no result. */
export function filledWidth({ widthMultiple }: Precision, width: number): number {
  const filled = Math.ceil(width / widthMultiple) * widthMultiple;
  return filled - width <= width * MAX_FILLED_SHARE ? filled : width;
}

/** The precision of a dtype; `symmetric` leaves the zero points out. */
export function precisionOf(dtype: Dtype, symmetric: boolean): Precision {
  const activation = dtype === 'q4f16' ? 'float16' : 'float';
  const bits = MATRIX_BITS[dtype];
  return {
    activation,
    widthMultiple: activation === 'float16' ? MATRIX_UNIT_ROWS : 1,
    encodingOf: (kind) => encodingOf(bits[kind], symmetric, activation),
  };
}

function encodingOf(bits: MatrixBits, symmetric: boolean, scaleType: Precision['activation']): WeightEncoding {
  return bits === 32 ? { kind: 'dense', type: 'float' } : { kind: 'quantized', bits, symmetric, scaleType };
}
