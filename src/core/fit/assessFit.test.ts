import { describe, expect, it } from 'vitest';
import type { Dtype, Manifest } from '../modelPackage/manifest.ts';
import { assessFit } from './assessFit.ts';
import type { DeviceReport } from './deviceReport.ts';
import { memoryNeeds } from './memoryNeeds.ts';
import { flopsPerCandidate } from './modelWork.ts';

function session(role: string, layers: readonly [number, number], path: string) {
  return { role, layers, externalData: [path] };
}

/** 64 patches and 16 tokens an image; two prompts of 40 and 80 characters, so 10 and 20 tokens. Weights: 4 bytes each. */
function manifestOf(dtype: Dtype = 'fp32', scale = 1): Manifest {
  return {
    dtype,
    imageProcessor: { patchSize: 10, mergeSize: 2, maxPixels: 6400 },
    vision: { depth: 3, hiddenSize: 8, numHeads: 2, windowSize: 40, fullAttentionBlocks: [2] },
    text: { numLayers: 4, hiddenSize: 12, numHeads: 3, numKeyValueHeads: 1, headDim: 4 },
    prompts: [
      { template: 'x'.repeat(30), suffix: 'x'.repeat(10) },
      { template: 'x'.repeat(60), suffix: 'x'.repeat(20) },
    ],
    sessions: [
      session('vision', [0, 3], 'vision-0.data'),
      session('decoder', [0, 3], 'decoder-0.data'),
      session('decoder', [3, 4], 'decoder-1.data'),
      session('heads', [0, 0], 'heads.data'),
    ],
    files: [
      { path: 'vision-0.data', byteLength: 4000 * scale },
      { path: 'decoder-0.data', byteLength: 24000 * scale },
      { path: 'decoder-1.data', byteLength: 8000 * scale },
      { path: 'heads.data', byteLength: 400 * scale },
    ],
  } as unknown as Manifest;
}

const GPU: DeviceReport = {
  provider: 'webgpu',
  description: 'a GPU',
  features: [],
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 30,
  gflops: 1,
  memoryBytes: undefined,
  freeStorageBytes: 1e9,
};

describe('flopsPerCandidate', () => {
  it('counts two for each weight and row, and attention', () => {
    // Vision: 2 * 1000 * 64 = 128000; attention 4 * 64 * (1 * 64 + 2 * 16) * 8 = 196608.
    // Decoder: 2 * 8000 * (16 + 10 + 20) = 736000; attention 4 * 12 * 4 layers * (16 * 24 + 10 * 37 + 20 * 42) = 306048.
    expect(flopsPerCandidate(manifestOf())).toBe(128000 + 196608 + 736000 + 306048);
  });

  it('knows that a quantised weight takes less room', () => {
    const quantised = flopsPerCandidate(manifestOf('q4', 0.640625 / 4));
    expect(quantised).toBeCloseTo(flopsPerCandidate(manifestOf()), 6);
  });
});

describe('memoryNeeds', () => {
  it('counts weights, keys and values, and the largest activations', () => {
    // Vision: 4 * (64 * 8 * 16 + 2 * 64 * 64) = 65536; decoder: 4 * 20 * 12 * 24 = 23040; keys and values of a layer:
    // 2 * 48 * 4 * 4 = 1536.
    expect(memoryNeeds(manifestOf())).toEqual({
      residentBytes: 36400 + 65536 + 4 * 1536,
      streamedBytes: 24000 + 3 * 1536 + 65536,
    });
  });
});

describe('assessFit', () => {
  it('tells seconds from the measured rate', () => {
    expect(assessFit(manifestOf(), { ...GPU, gflops: 0.002 }).secondsPerCandidate).toBeCloseTo(1366656 / 2e6, 6);
  });

  it('trusts a GPU that tells nothing of its memory', () => {
    expect(assessFit(manifestOf('fp32', 4e5), { ...GPU, memoryBytes: 8 * 2 ** 30 })).toMatchObject({
      verdict: 'fits',
      reasons: [],
    });
  });

  it.each([
    [1e6, 'fits', []],
    [
      100_000,
      'fits-streaming',
      [
        'It needs about 108 KB of memory and there is 100 KB, so its shards pass through one by one, in about 94 KB. That is slower.',
      ],
    ],
    [90_000, 'does-not-fit', ['It needs about 94 KB of memory even shard by shard; there is 90 KB.']],
  ] as const)('within a budget of %i bytes', (budgetBytes, verdict, reasons) => {
    expect(assessFit(manifestOf(), GPU, { budgetBytes })).toMatchObject({ verdict, reasons });
  });

  it('leaves half of a small main memory to others', () => {
    const needs = memoryNeeds(manifestOf());
    const device = { ...GPU, memoryBytes: 2 * needs.residentBytes };
    expect(assessFit(manifestOf(), device).verdict).toBe('fits');
    expect(assessFit(manifestOf(), { ...device, memoryBytes: device.memoryBytes - 2 }).verdict).toBe('fits-streaming');
  });

  it('streams through the memory of WebAssembly', () => {
    const wasm = { ...GPU, provider: 'wasm' } as const;
    expect(assessFit(manifestOf('fp32', 1e5), wasm).verdict).toBe('fits-streaming');
    expect(assessFit(manifestOf('fp32', 1e4), wasm).verdict).toBe('fits');
  });

  it('refuses what the GPU cannot do, or the disk not hold', () => {
    const small = { ...GPU, maxBufferSize: 2666 };
    expect(assessFit(manifestOf('q4f16'), GPU).reasons).toEqual([
      'This GPU has no shader-f16, which a q4f16 model needs. Choose q4 instead.',
    ]);
    expect(assessFit(manifestOf(), small)).toMatchObject({
      verdict: 'does-not-fit',
      reasons: ['It has a matrix of 3 KB, and this GPU takes at most 3 KB at once.'],
    });
    expect(assessFit(manifestOf(), { ...small, maxBufferSize: 2667 }).verdict).toBe('fits');
    expect(assessFit(manifestOf(), GPU, { toStoreBytes: 2e9 }).reasons).toEqual([
      'It has 2.0 GB to store, and the browser grants 1.0 GB. Remove another model.',
    ]);
  });
});
