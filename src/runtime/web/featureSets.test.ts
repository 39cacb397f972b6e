import { describe, expect, it } from 'vitest';
import { featureSets, type FeatureWishes, type OfferedFeatures } from './featureSets.ts';

const GPU: OfferedFeatures = {
  features: ['subgroups', 'shader-f16', 'timestamp-query'],
  subgroupMinSize: 32,
  matrixShapes: undefined,
};
const WISHES: FeatureWishes = { dtype: 'q4', forced: [], matricesPay: undefined };

const MATRICES = 'chromium-experimental-subgroup-matrix';
const WITH_MATRICES: OfferedFeatures = {
  ...GPU,
  features: [...GPU.features, MATRICES, 'subgroup-size-control'],
  matrixShapes: [
    { componentType: 'i8', resultComponentType: 'i32', M: 16, N: 16, K: 32 },
    { componentType: 'f16', resultComponentType: 'f16', M: 16, N: 16, K: 16 },
  ],
};
const F16: FeatureWishes = { ...WISHES, dtype: 'q4f16' };

describe('featureSets', () => {
  it('tries subgroups first, and then without', () => {
    expect(featureSets(GPU, WISHES)).toEqual([['subgroups'], []]);
    expect(featureSets({ features: [], subgroupMinSize: undefined, matrixShapes: undefined }, WISHES)).toEqual([[]]);
  });

  it('asks for fp16 only where the model computes in it', () => {
    expect(featureSets(GPU, { ...WISHES, dtype: 'q4f16' })).toEqual([['shader-f16', 'subgroups'], ['shader-f16']]);
  });

  it('does not try tiny subgroups', () => {
    expect(featureSets({ ...GPU, subgroupMinSize: 4 }, WISHES)).toEqual([[]]);
  });

  it('tries matrix units first, where they pay and the model computes in fp16', () => {
    const matrices = ['shader-f16', 'subgroups', MATRICES, 'subgroup-size-control'];
    const without = [['shader-f16', 'subgroups'], ['shader-f16']];
    expect(featureSets(WITH_MATRICES, F16)).toEqual([matrices, ...without]);
    expect(featureSets(WITH_MATRICES, { ...F16, matricesPay: true })).toEqual([matrices, ...without]);
    expect(featureSets(WITH_MATRICES, { ...F16, matricesPay: false })).toEqual(without);
    expect(featureSets(WITH_MATRICES, WISHES)).toEqual([['subgroups'], []]);
  });

  it('tries no matrix units with tiny subgroups', () => {
    expect(featureSets({ ...WITH_MATRICES, subgroupMinSize: 4 }, F16)).toEqual([['shader-f16']]);
  });

  it('puts what a test forces before all', () => {
    const tiny = { ...GPU, subgroupMinSize: 4 };
    expect(featureSets(tiny, { ...WISHES, forced: ['subgroups'] })).toEqual([['subgroups'], []]);
  });
});
