import { describe, expect, it } from 'vitest';
import type { Manifest } from '../modelPackage/manifest.ts';
import { assessFit } from './assessFit.ts';
import type { DeviceReport } from './deviceReport.ts';
import type { SpeedReport } from './layerSpeed.ts';
import { memoryNeeds } from './memoryNeeds.ts';
import { flopsPerCandidate, workPerCandidate } from './planWork.ts';
import { fitManifest as manifestOf } from '../../testing/fitManifest.ts';

const GPU: DeviceReport = {
  provider: 'webgpu',
  description: 'a GPU',
  features: [],
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 30,
  gflops: 1,
  speed: undefined,
  memoryBytes: undefined,
  freeStorageBytes: 1e9,
};

describe('memoryNeeds', () => {
  it('counts weights, keys and values, and the largest activations', () => {
    // Vision: 4 * (64 * 8 * 16 + 2 * 64 * 64) = 65536; decoder: 4 * 20 * (12 * 24 + 3 * 52) = 35520; keys and values of a layer,
    // of the source and of both images: 2 * 48 * 4 * 4 = 1536.
    expect(memoryNeeds(manifestOf(), 'webgpu')).toEqual({
      residentBytes: 40400 + 65536 + 4 * 1536,
      streamedBytes: 24000 + 3 * 1536 + 65536,
    });
  });
});

/** Patches of 16 and tokens of 32 pixels: 4,096 and 1,024 of a picture of 1024 x 1024. */
function nativeManifest(task: Manifest['task']['images']): Manifest {
  const whole = manifestOf();
  return {
    ...whole,
    imageProcessor: {
      ...whole.imageProcessor,
      patchSize: 16,
      minPixels: 65_536,
      maxPixels: 16_777_216,
      resize: 'torchvision',
    },
    task: { images: task, text: 'prompt' },
  };
}

describe('memoryNeeds at native size', () => {
  it('counts a picture of 1024 x 1024', () => {
    // Vision: 4 * (4096 * 8 * 16 + 2 * 4096 * 4096); keys and values of a layer: 2 * 1024 * 4 * 4, of a picture alone.
    const workspace = 4 * (4096 * 8 * 16 + 2 * 4096 ** 2);
    const keyValues = 2 * 1024 * 4 * 4;
    expect(memoryNeeds(nativeManifest([{ role: 'candidate' }]), 'webgpu')).toEqual({
      residentBytes: 40400 + workspace + 4 * keyValues,
      streamedBytes: 24000 + workspace + 3 * keyValues,
    });
    const pair = memoryNeeds(nativeManifest([{ role: 'source' }, { role: 'candidate' }]), 'webgpu');
    expect(pair.residentBytes).toBe(40400 + workspace + 4 * 3 * keyValues);
  });

  it('is less with a limit on the size of pictures', () => {
    const manifest = nativeManifest([{ role: 'candidate' }]);
    const seconds = (maxPixels?: number) => assessFit(manifest, GPU, { maxPixels }).secondsPerCandidate;
    const needs = (maxPixels?: number) => assessFit(manifest, GPU, { maxPixels }).needs.residentBytes;
    expect(seconds(512 ** 2)).toBeLessThan(seconds() / 4);
    expect(needs(512 ** 2)).toBe(40400 + 4 * (1024 * 8 * 16 + 2 * 1024 ** 2) + 4 * 2 * 256 * 4 * 4);
    expect(needs(1e9)).toBe(needs());
  });
});

describe('assessFit', () => {
  it('tells seconds from the measured rate', () => {
    expect(assessFit(manifestOf(), { ...GPU, gflops: 0.002 }).secondsPerCandidate).toBeCloseTo(
      flopsPerCandidate(manifestOf()) / 2e6,
      6,
    );
  });

  it('tells seconds from layers of its dtype, where they were measured', () => {
    const { visionFlops, decoderFlops } = workPerCandidate(manifestOf());
    const speed: SpeedReport = {
      sampleSize: 'whole',
      layers: { fp32: { decoder: 0.004, vision: 0.001 } },
      isComplete: true,
    };
    const report = assessFit(manifestOf(), { ...GPU, speed });
    expect(report.secondsPerCandidate).toBeCloseTo(visionFlops / 1e6 + decoderFlops / 4e6, 6);
    expect(report.measuredOn).toBe('whole');
    expect(assessFit(manifestOf('q4'), { ...GPU, speed }).measuredOn).toBeUndefined();
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
        'It needs about 112 KB of memory and there is 100 KB, so its shards pass through one by one, in about 94 KB. That is slower.',
      ],
    ],
    [90_000, 'does-not-fit', ['It needs about 94 KB of memory even shard by shard; there is 90 KB.']],
  ] as const)('within a budget of %i bytes', (budgetBytes, verdict, reasons) => {
    expect(assessFit(manifestOf(), GPU, { budgetBytes })).toMatchObject({ verdict, reasons });
  });

  it('leaves half of a small main memory to others', () => {
    const needs = memoryNeeds(manifestOf(), 'webgpu');
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
