import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { planResidency } from './residency.ts';

const GPU = { provider: 'webgpu', variant: 'webgpu' } as const;
const WASM = { provider: 'wasm', variant: 'cpu' } as const;
const CPU = { provider: 'cpu', variant: 'cpu' } as const;

/** A model of `gigabytes` in one shard; its work is small. */
function manifestOf(gigabytes: number): Manifest {
  return {
    dtype: 'q4',
    imageProcessor: { patchSize: 14, mergeSize: 2, minPixels: 784, maxPixels: 784, resize: 'pillow' },
    vision: { hiddenSize: 8, numHeads: 2 },
    text: { numLayers: 4, hiddenSize: 8, numHeads: 2, numKeyValueHeads: 1, headDim: 4, positions: { kind: 'plain' } },
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    prompts: [{ template: 'x', suffix: 'x' }],
    sessions: [{ role: 'decoder', layers: [0, 4], externalData: ['decoder.data'] }],
    files: [{ path: 'decoder.data', byteLength: gigabytes * 1e9 }],
  } as unknown as Manifest;
}

describe('planResidency', () => {
  it('tries a GPU whole first: nobody knows its memory', () => {
    expect(planResidency(manifestOf(5), GPU, {})).toEqual(['resident', 'streamed']);
  });

  it('streams what is over the budget of the user, or over what WebAssembly can address', () => {
    expect(planResidency(manifestOf(5), GPU, { gpuBudgetBytes: 4e9 })).toEqual(['streamed']);
    expect(planResidency(manifestOf(3), GPU, { gpuBudgetBytes: 4e9 })).toEqual(['resident', 'streamed']);
    expect(planResidency(manifestOf(5), WASM, {})).toEqual(['streamed']);
    expect(planResidency(manifestOf(5), CPU, { gpuBudgetBytes: 1 })).toEqual(['resident', 'streamed']);
  });

  it('counts with the limit on the size of pictures', () => {
    // 65,536 patches of a picture of 1024 x 1024, and 2,621 within the limit: their attention takes 34 GB, or 55 MB.
    const whole = manifestOf(1);
    const imageProcessor: Manifest['imageProcessor'] = {
      ...whole.imageProcessor,
      patchSize: 4,
      minPixels: 64,
      maxPixels: 2 ** 24,
    };
    const native = { ...whole, imageProcessor };
    expect(planResidency(native, GPU, { gpuBudgetBytes: 2e9 })).toEqual(['streamed']);
    const limited = { gpuBudgetBytes: 2e9, maxPixels: 42_000 };
    expect(planResidency(native, GPU, limited)).toEqual(['resident', 'streamed']);
  });

  it('does as it is told', () => {
    expect(planResidency(manifestOf(5), WASM, { residency: 'resident' })).toEqual(['resident']);
    expect(planResidency(manifestOf(1), GPU, { residency: 'streamed' })).toEqual(['streamed']);
  });
});
