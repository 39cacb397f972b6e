import { describe, expect, it } from 'vitest';
import { featureSets, type FeatureWishes } from './featureSets.ts';

const GPU = { features: ['subgroups', 'shader-f16', 'timestamp-query'], subgroupMinSize: 32 };
const WISHES: FeatureWishes = { dtype: 'q4', forced: [], remembered: undefined };

describe('featureSets', () => {
  it('tries subgroups first, and then without', () => {
    expect(featureSets(GPU, WISHES)).toEqual([['subgroups'], []]);
    expect(featureSets({ features: [], subgroupMinSize: undefined }, WISHES)).toEqual([[]]);
  });

  it('asks for fp16 only where the model computes in it', () => {
    expect(featureSets(GPU, { ...WISHES, dtype: 'q4f16' })).toEqual([['shader-f16', 'subgroups'], ['shader-f16']]);
  });

  it('does not try tiny subgroups', () => {
    expect(featureSets({ ...GPU, subgroupMinSize: 4 }, WISHES)).toEqual([[]]);
  });

  it('begins with what passed before, and with nothing that the adapter lost since', () => {
    expect(featureSets(GPU, { ...WISHES, remembered: [] })).toEqual([[], ['subgroups']]);
    expect(featureSets({ ...GPU, features: [] }, { ...WISHES, remembered: ['subgroups'] })).toEqual([[]]);
  });

  it('puts what a test forces before all', () => {
    const tiny = { ...GPU, subgroupMinSize: 4 };
    expect(featureSets(tiny, { ...WISHES, forced: ['subgroups'], remembered: [] })).toEqual([['subgroups'], []]);
  });
});
