import { describe, expect, it } from 'vitest';
import { assessFit } from '../../core/fit/assessFit.ts';
import { flopsPerCandidate } from '../../core/fit/planWork.ts';
import { planKnownPackages } from '../../testing/knownPackages.ts';
import { KNOWN_CHECKPOINTS } from './knownCheckpoints.ts';
import { knownFacts } from './knownFacts.ts';
import { knownPackage } from './knownPackage.ts';
import { KNOWN_SIZES } from './knownSizes.ts';

describe('what is known of packages before they are made', () => {
  it('is what the converter plans (`npm run known:packages` writes it anew)', () => {
    expect(KNOWN_SIZES).toEqual(planKnownPackages());
  });

  it('is the sizes that docs/quantisation.md has', () => {
    const sizes = KNOWN_SIZES['editreward-qwen2.5-vl-7b'];
    expect(knownPackage(sizes, 'q4').byteLength).toBe(5_789_438_751);
    expect(knownPackage(sizes, 'q4f16').byteLength).toBe(5_340_804_130);
    expect(knownFacts(sizes, 'q4')).toEqual([
      ['Download', '15.5 GB, once'],
      ['Disk', '5.8 GB, at q4'],
      ['GPU memory', '5.0 GB; streamed 678 MB, which is slower'],
    ]);
  });

  it('has a card for each known model with sizes', () => {
    expect(KNOWN_CHECKPOINTS.flatMap(({ title, sizes }) => (sizes ? [title] : []))).toEqual([
      'EditReward on Qwen2.5-VL-7B',
      'HPSv3 on Qwen2-VL-7B',
      'EditReward on Qwen3-VL-8B',
    ]);
  });

  it('is enough to say whether it fits, and how long an edit takes', () => {
    const { manifest } = knownPackage(KNOWN_SIZES['editreward-qwen2.5-vl-7b'], 'q4');
    const device = {
      provider: 'webgpu',
      description: 'a GPU',
      features: [],
      maxBufferSize: 2 ** 31,
      maxStorageBufferBindingSize: 2 ** 31,
      gflops: 1000,
      speed: undefined,
      memoryBytes: undefined,
      freeStorageBytes: 1e10,
    } as const;
    const fit = assessFit(manifest, device, { toStoreBytes: 5.8e9 });
    expect(fit.verdict).toBe('fits');
    expect(fit.secondsPerCandidate).toBeCloseTo(flopsPerCandidate(manifest) / 1e12, 6);
  });
});
