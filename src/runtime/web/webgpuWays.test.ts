import { describe, expect, it } from 'vitest';
import { webgpuWays, type WayOptions, type WebGpuWay } from './webgpuWays.ts';

const OPTIONS: WayOptions = {
  sets: [['subgroups'], []],
  isForced: false,
  offered: ['subgroups', 'shader-f16'],
  remembered: undefined,
};

const fused = (...features: string[]): WebGpuWay => ({ features, variant: 'webgpu' });
const standard = (...features: string[]): WebGpuWay => ({ features, variant: 'cpu' });

describe('webgpuWays', () => {
  it('tries fused attention with each set of features before standard operators', () => {
    expect(webgpuWays(OPTIONS)).toEqual([fused('subgroups'), fused(), standard('subgroups'), standard()]);
  });

  it('begins with what passed before, and with nothing that is not to be tried any more', () => {
    expect(webgpuWays({ ...OPTIONS, remembered: standard() })).toEqual([
      standard(),
      fused('subgroups'),
      fused(),
      standard('subgroups'),
    ]);
    expect(webgpuWays({ ...OPTIONS, remembered: fused('subgroup-matrix') })[0]).toEqual(fused('subgroups'));
  });

  it('puts what a test forces before what passed', () => {
    const ways = webgpuWays({ ...OPTIONS, isForced: true, remembered: fused() });
    expect(ways.slice(0, 2)).toEqual([fused('subgroups'), fused()]);
  });

  it('tries a device once that is not there, or lacks a feature', () => {
    expect(webgpuWays({ ...OPTIONS, sets: [[]], offered: undefined })).toEqual([fused()]);
    expect(webgpuWays({ ...OPTIONS, sets: [['shader-f16']], offered: ['subgroups'] })).toEqual([fused('shader-f16')]);
  });
});
