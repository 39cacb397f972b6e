/** The matrix units of GPUs, in WebGPU: one subgroup multiplies small matrices at once. */

/** Names of the feature, in the order of preference: onnxruntime 1.31 looks for the first. */
const MATRIX_FEATURES = ['chromium-experimental-subgroup-matrix', 'subgroup-matrix'] as const;

/** Lets a kernel ask for the number of lanes that it is written for, where a GPU has several. */
const SUBGROUP_SIZE_CONTROL = 'subgroup-size-control';

/** Sizes of small matrices: one factor is m x k, the other k x n. Numbers are of `componentType`. */
export interface MatrixShape {
  readonly componentType: string;
  readonly resultComponentType: string;
  readonly M: number;
  readonly N: number;
  readonly K: number;
}

/**
 * What onnxruntime 1.31 has fp16 kernels for (`supported_subgroup_matrix_configs` in its WebGPU provider). It has one of
 * 8x8x8 as well, for Apple's GPUs, but takes it at `accuracy_level` 4 alone, which would round our activations to 8 bits
 * on all other devices.
 */
const KERNELS: readonly (readonly [M: number, N: number, K: number])[] = [
  [16, 16, 16],
  [8, 16, 16],
];

/** What decides about matrix units. */
export interface OfferedMatrices {
  readonly features: readonly string[];
  /** Undefined where the browser does not tell. */
  readonly matrixShapes: readonly MatrixShape[] | undefined;
}

/**
 * The features to ask for, beside `subgroups` and `shader-f16`, so that onnxruntime multiplies fp16 matrices on matrix units.
 * Undefined where the adapter has none that it has kernels for.
 */
export function matrixFeatures({ features, matrixShapes }: OfferedMatrices): string[] | undefined {
  const feature = MATRIX_FEATURES.find((name) => features.includes(name));
  if (feature === undefined || matrixShapes?.some(hasKernel) === false) return undefined;
  return features.includes(SUBGROUP_SIZE_CONTROL) ? [feature, SUBGROUP_SIZE_CONTROL] : [feature];
}

function hasKernel({ componentType, resultComponentType, M, N, K }: MatrixShape): boolean {
  if (componentType !== 'f16' || resultComponentType !== 'f16') return false;
  return KERNELS.some(([m, n, k]) => M === m && N === n && K === k);
}
