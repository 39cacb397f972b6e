import { describe, expect, it } from 'vitest';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { planResidency } from './residency.ts';

/** A model of `gigabytes` in one shard; its work is small. */
function manifestOf(gigabytes: number): Manifest {
  return {
    dtype: 'q4',
    imageProcessor: { patchSize: 14, mergeSize: 2, maxPixels: 784 },
    vision: { hiddenSize: 8, numHeads: 2 },
    text: { numLayers: 4, hiddenSize: 8, numKeyValueHeads: 1, headDim: 4 },
    prompts: [],
    sessions: [{ role: 'decoder', layers: [0, 4], externalData: ['decoder.data'] }],
    files: [{ path: 'decoder.data', byteLength: gigabytes * 1e9 }],
  } as unknown as Manifest;
}

describe('planResidency', () => {
  it('tries a GPU whole first: nobody knows its memory', () => {
    expect(planResidency(manifestOf(5), 'webgpu', {})).toEqual(['resident', 'streamed']);
  });

  it('streams what is over the budget of the user, or over what WebAssembly can address', () => {
    expect(planResidency(manifestOf(5), 'webgpu', { gpuBudgetBytes: 4e9 })).toEqual(['streamed']);
    expect(planResidency(manifestOf(3), 'webgpu', { gpuBudgetBytes: 4e9 })).toEqual(['resident', 'streamed']);
    expect(planResidency(manifestOf(5), 'wasm', {})).toEqual(['streamed']);
    expect(planResidency(manifestOf(5), 'cpu', { gpuBudgetBytes: 1 })).toEqual(['resident', 'streamed']);
  });

  it('does as it is told', () => {
    expect(planResidency(manifestOf(5), 'wasm', { residency: 'resident' })).toEqual(['resident']);
    expect(planResidency(manifestOf(1), 'webgpu', { residency: 'streamed' })).toEqual(['streamed']);
  });
});
