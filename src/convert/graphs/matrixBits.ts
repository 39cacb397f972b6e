/** How many bits each matrix of a package has: the one place that says so. */
import type { Dtype } from '../../core/modelPackage/manifest.ts';

/**
 * What a matrix is for, in any base: graphs say it of each matrix that they multiply with. The tower's are those of its
 * blocks and mergers; all others are the decoder's.
 */
export type MatrixKind = 'tower' | 'query' | 'keyValue' | 'attentionOutput' | 'mlp';

/** 32 is fp32, as the checkpoint has it; 4 and 8 are codes. */
export type MatrixBits = 4 | 8 | 32;

/**
 * Measured on orders of edits (`docs/quantisation.md`): keys and values cost most for each byte saved, and there are few of
 * them, a hundredth of a 7B. Next come the tower, queries and the output of attention, an eighth of a 7B. The MLPs, four
 * fifths of it, cost almost nothing.
 */
const MOSTLY_4 = { tower: 4, query: 4, keyValue: 8, attentionOutput: 4, mlp: 4 } as const;

export const MATRIX_BITS: Readonly<Record<Dtype, Readonly<Record<MatrixKind, MatrixBits>>>> = {
  fp32: { tower: 32, query: 32, keyValue: 32, attentionOutput: 32, mlp: 32 },
  q8: { tower: 8, query: 8, keyValue: 8, attentionOutput: 8, mlp: 8 },
  q4mixed: { tower: 8, query: 8, keyValue: 8, attentionOutput: 8, mlp: 4 },
  q4: MOSTLY_4,
  q4f16: MOSTLY_4,
};
