import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LayerSpeed } from '../../core/fit/layerSpeed.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { stubGpu } from '../../testing/fakeGpu.ts';
import { measureLayers, type Trial } from '../speed/measureLayers.ts';
import { deviceChoices } from './deviceChoices.ts';
import { measureSpeed, recallSpeeds } from './measureSpeed.ts';

vi.mock('./onnxruntime.ts', () => ({ loadOnnxruntime: async () => ({ ort: {}, joinThreads: () => undefined }) }));
vi.mock('../trust/deviceSpeed.ts', () => ({ measureGflops: async () => 1000 }));
vi.mock('../speed/measureLayers.ts', () => ({ measureLayers: vi.fn() }));

const MATRICES = 'chromium-experimental-subgroup-matrix';
const PLAIN = ['shader-f16', 'subgroups'];
const WITH_MATRICES = [...PLAIN, MATRICES, 'subgroup-size-control'];
const GPU = {
  features: ['subgroups', 'shader-f16', 'subgroup-size-control', MATRICES],
  info: { subgroupMatrixConfigs: [{ componentType: 'f16', resultComponentType: 'f16', M: 16, N: 16, K: 16 }] },
};

const speed = (rate: number): LayerSpeed => ({ decoder: rate, vision: rate });

/** What each trial measures on its device, which is opened. */
function measureAs(rateOf: (features: readonly string[], dtype: Dtype) => number | undefined) {
  vi.mocked(measureLayers).mockImplementation(async (trials: readonly Trial[]) => {
    const speeds: (LayerSpeed | undefined)[] = [];
    for (const { dtype, open } of trials) {
      const rate = rateOf((await open()).features, dtype);
      speeds.push(rate === undefined ? undefined : speed(rate));
    }
    const failures = speeds.flatMap((measured) => (measured ? [] : [new Error('The kernel is wrong.')]));
    return { size: 'whole', speeds, isComplete: true, failures };
  });
}

const packageOf = (dtype: Dtype) => ({ manifest: { dtype }, manifestSha256: dtype }) as unknown as ModelPackage;

async function tried(dtype: Dtype): Promise<readonly (readonly string[])[]> {
  const choices = await deviceChoices({ provider: 'webgpu' }, packageOf(dtype));
  return choices.flatMap(({ features, variants }) => (variants[0] === 'webgpu' ? [features] : []));
}

const usesMatrices = (features: readonly string[]) => features.includes(MATRICES);

let asked: ReturnType<typeof stubGpu>;
beforeEach(() => {
  vi.mocked(measureLayers).mockReset();
  asked = stubGpu(GPU);
});
afterEach(() => vi.unstubAllGlobals());

describe('matrix units at the first load of an fp16 model', () => {
  it('are tried first where they are faster, measured once', async () => {
    measureAs((features) => (usesMatrices(features) ? 3000 : 1000));
    expect(await tried('q4f16')).toEqual([WITH_MATRICES, PLAIN, ['shader-f16']]);
    expect(asked.slice(-2)).toEqual([PLAIN, WITH_MATRICES]);
    expect(await tried('q4f16')).toEqual([WITH_MATRICES, PLAIN, ['shader-f16']]);
    expect(measureLayers).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['slower', 900],
    ['no faster than by noise', 1040],
    ['failing', undefined],
  ])('are left alone where they are %s, also the next time', async (_, rate) => {
    measureAs((features) => (usesMatrices(features) ? rate : 1000));
    expect(await tried('q4f16')).toEqual([PLAIN, ['shader-f16']]);
    expect(await tried('q4f16')).toEqual([PLAIN, ['shader-f16']]);
    expect(measureLayers).toHaveBeenCalledTimes(1);
  });

  it('are tried unmeasured where nothing could be measured', async () => {
    measureAs(() => undefined);
    expect(await tried('q4f16')).toEqual([WITH_MATRICES, PLAIN, ['shader-f16']]);
  });

  it('are tried unmeasured where measuring fails, and no load ends of it', async () => {
    vi.mocked(measureLayers).mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
    expect(await tried('q4f16')).toEqual([WITH_MATRICES, PLAIN, ['shader-f16']]);
    measureAs(() => 1000);
    expect(await tried('q4f16')).toEqual([PLAIN, ['shader-f16']]);
  });

  it('are no matter of a model in fp32, nor of a GPU without them', async () => {
    expect(await tried('q4')).toEqual([['subgroups'], []]);
    vi.unstubAllGlobals();
    stubGpu({ features: ['subgroups', 'shader-f16'] });
    expect(await tried('q4f16')).toEqual([PLAIN, ['shader-f16']]);
    expect(measureLayers).not.toHaveBeenCalled();
  });
});

describe('measureSpeed', () => {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };

  it('measures each dtype with the features that it would have, fp16 also with matrix units', async () => {
    measureAs((features, dtype) =>
      usesMatrices(features) ? 3000 : { q4: 800, q4mixed: 800, q8: 700, q4f16: 1000, fp32: 0 }[dtype],
    );
    const measured = await measureSpeed('webgpu', options);
    expect(asked.slice(-4)).toEqual([['subgroups'], PLAIN, WITH_MATRICES, ['subgroups']]);
    expect(await recallSpeeds()).toEqual([measured]);
    expect(measured).toEqual({
      provider: 'webgpu',
      description: 'fake gpu',
      report: {
        sampleSize: 'whole',
        isComplete: true,
        layers: { q4: speed(800), q4f16: speed(3000), q8: speed(700) },
        matrixGain: 3,
      },
    });
  });

  it('fails, and remembers nothing, where the device always fails', async () => {
    measureAs(() => undefined);
    await expect(measureSpeed('webgpu', options)).rejects.toThrow(
      'This device could not be measured: The kernel is wrong.',
    );
    expect(await recallSpeeds()).toEqual([]);
  });

  it('settles whether matrix units pay for loads to come', async () => {
    measureAs((features) => (usesMatrices(features) ? 500 : 1000));
    const { report } = await measureSpeed('webgpu', options);
    expect(report.layers.q4f16).toEqual(speed(1000));
    expect(await tried('q4f16')).toEqual([PLAIN, ['shader-f16']]);
    expect(measureLayers).toHaveBeenCalledTimes(1);
  });
});
