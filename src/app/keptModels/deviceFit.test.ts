import { expect, it } from 'vitest';
import type { DeviceReport } from '../../core/fit/deviceReport.ts';
import type { DeviceSpeed } from '../../core/fit/layerSpeed.ts';
import { flopsPerCandidate } from '../../core/fit/planWork.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { assumptionText, bestFit, fitText, measuredTime } from './deviceFit.ts';

const session = (role: string, path: string) => ({ role, layers: [0, 1], externalData: [path] });

/** One vision block and one decoder layer, in shards of `weightBytes`. */
function manifestOf(weightBytes: number): Manifest {
  return {
    dtype: 'fp32',
    imageProcessor: { patchSize: 10, mergeSize: 2, minPixels: 6400, maxPixels: 6400, resize: 'pillow' },
    vision: {
      depth: 1,
      hiddenSize: 8,
      outHiddenSize: 12,
      numHeads: 2,
      windows: { size: 40, fullAttentionBlocks: [0] },
    },
    text: { numLayers: 1, hiddenSize: 12, numHeads: 3, numKeyValueHeads: 1, headDim: 4, positions: { kind: 'plain' } },
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    prompts: [{ template: 'x', suffix: 'x' }],
    sessions: [session('vision', 'vision-0.data'), session('decoder', 'decoder-0.data')],
    files: ['vision-0.data', 'decoder-0.data'].map((path) => ({ path, byteLength: weightBytes })),
  } as unknown as Manifest;
}

const GPU: DeviceReport = {
  provider: 'webgpu',
  description: 'an adapter',
  features: [],
  maxBufferSize: 1e9,
  maxStorageBufferBindingSize: 1e9,
  gflops: 1000,
  speed: undefined,
  memoryBytes: undefined,
  freeStorageBytes: 1e12,
};
const CPU: DeviceReport = { ...GPU, provider: 'wasm', description: 'CPU, 2 threads', gflops: 10 };

it('takes the quicker of two devices that the model fits', () => {
  expect(bestFit(manifestOf(4000), [CPU, GPU], 0)?.device).toBe(GPU);
  expect(bestFit(manifestOf(4000), [CPU, { ...GPU, gflops: 1 }], 0)?.device).toBe(CPU);
});

it('takes a device that the model fits before a quicker one that it does not', () => {
  const small = { ...GPU, maxBufferSize: 10 };
  expect(bestFit(manifestOf(4000), [small, CPU], 0)).toMatchObject({ verdict: 'fits', device: CPU });
});

it('says where, how fast, or that it does not fit', () => {
  const fit = bestFit(manifestOf(4000), [GPU], 0);
  expect(fit && fitText(fit)).toBe('It fits this device (WebGPU, an adapter): about 1 s a candidate.');
  const layers = { fp32: { decoder: 500, vision: 500 } };
  const measured = { ...GPU, speed: { sampleSize: 'whole', layers, isComplete: true } } as const;
  const byLayers = bestFit(manifestOf(4000), [measured], 0);
  expect(byLayers && fitText(byLayers)).toBe(
    'It fits this device (WebGPU, an adapter): about 1 s a candidate, as measured here on layers of a large model.',
  );
  const full = bestFit(manifestOf(4000), [CPU], 2e12);
  expect(full && fitText(full)).toBe('It does not fit this device (CPU, 2 threads).');
  expect(bestFit(manifestOf(4000), [], 0)).toBeUndefined();
});

function timed(provider: DeviceSpeed['provider'], rate: number): DeviceSpeed {
  const layers = { fp32: { decoder: rate, vision: rate } };
  return { provider, description: 'a device', report: { sampleSize: 'whole', layers, isComplete: true } };
}

it('says how long a candidate takes on the quickest device that was timed, in the dtype of the model', () => {
  const manifest = manifestOf(4000);
  const rate = flopsPerCandidate(manifest) / 1e9 / 7;
  expect(measuredTime(manifest, [timed('wasm', rate / 2), timed('webgpu', rate)])).toBe(
    'about 7 s a candidate on WebGPU, as measured',
  );
  expect(measuredTime(manifest, [timed('wasm', rate / 2)])).toBe('about 15 s a candidate on the CPU, as measured');
  expect(measuredTime({ ...manifest, dtype: 'q4' }, [timed('wasm', 1)])).toBeUndefined();
  expect(measuredTime(manifest, [])).toBeUndefined();
});

it('says what a time rests on that was not measured on layers', () => {
  const manifest = manifestOf(4e9);
  const fit = bestFit(manifest, [{ ...GPU, gflops: 45.2 }], 0) ?? expect.fail('There is a device.');
  const work = (flopsPerCandidate(manifest) / 1e9).toFixed(0);
  expect(assumptionText({ ...fit, verdict: 'fits' }, manifest)).toBe(
    `Counted: ${work} billion operations, at 45 billion a second, as in one matrix product here.`,
  );
  const at = (gflops: number) => assumptionText({ ...fit, verdict: 'fits', device: { ...GPU, gflops } }, manifest);
  expect(at(0.05)).toContain('at 50 million a second');
  expect(at(12_300)).toContain('at 12 trillion a second');
  expect(assumptionText({ ...fit, verdict: 'fits', measuredOn: 'whole' }, manifest)).toBeUndefined();
  expect(assumptionText({ ...fit, verdict: 'does-not-fit' }, manifest)).toBeUndefined();
});

it('times what the model judges', () => {
  const fit = bestFit(manifestOf(1000), [GPU], 0) ?? expect.fail('There is a device.');
  expect(fitText({ ...fit, secondsPerCandidate: 3 }, 'an edit')).toBe(
    'It fits this device (WebGPU, an adapter): about 3 s an edit.',
  );
});
