import { expect, it } from 'vitest';
import { matrixFeatures, type MatrixShape } from './matrixUnits.ts';

const F16 = { componentType: 'f16', resultComponentType: 'f16' };
const shape = (M: number, N: number, K: number): MatrixShape => ({ ...F16, M, N, K });

const TODAY = 'chromium-experimental-subgroup-matrix';
const offered = (features: string[], ...matrixShapes: MatrixShape[]) => ({ features, matrixShapes });

it.each([
  ['NVIDIA and AMD', shape(16, 16, 16)],
  ['Intel', shape(8, 16, 16)],
])('are asked for where there are kernels for the GPU: %s', (_, matrices) => {
  expect(matrixFeatures(offered(['shader-f16', TODAY], matrices))).toEqual([TODAY]);
});

it.each([
  ['Apple, at this accuracy', shape(8, 8, 8)],
  ['another size', shape(16, 8, 16)],
  ['sums in 32 bits', { ...shape(16, 16, 16), resultComponentType: 'f32' }],
  ['whole numbers', { ...shape(16, 16, 16), componentType: 'i8' }],
])('are not asked for where there are none: %s', (_, matrices) => {
  expect(matrixFeatures(offered([TODAY], matrices))).toBeUndefined();
});

it('are not asked for where the adapter has none', () => {
  expect(matrixFeatures(offered(['subgroups'], shape(16, 16, 16)))).toBeUndefined();
  expect(matrixFeatures(offered([TODAY]))).toBeUndefined();
});

it('are asked for by the name that onnxruntime knows, or by the one to come', () => {
  const both = ['subgroup-matrix', TODAY, 'subgroup-size-control'];
  expect(matrixFeatures({ features: both, matrixShapes: undefined })).toEqual([TODAY, 'subgroup-size-control']);
  expect(matrixFeatures({ features: ['subgroup-matrix'], matrixShapes: undefined })).toEqual(['subgroup-matrix']);
});
