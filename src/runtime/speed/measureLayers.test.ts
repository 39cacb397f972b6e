import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AbortError } from '../../core/errors.ts';
import { DTYPES, type GraphVariant } from '../../core/modelPackage/manifest.ts';
import { wrapSession, type Backend } from '../model/session.ts';
import { measureLayers, type MeasureOptions, type Trial } from './measureLayers.ts';
import { openSample } from './sampleRun.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-layers-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** onnxruntime-node on files that it is handed, with a clock that each run moves on. */
function createDevice(secondsPerRun = 0.1) {
  const device = { runs: 0, disposed: 0, elapsedMs: 0 };
  const backend = {
    ort: ort as unknown as Backend['ort'],
    guard: (work) => work,
    async createSession({ graph, externalData }, reader) {
      for (const path of [graph, ...externalData]) await writeFile(join(folder, path), await reader.read(path));
      const session = wrapSession((await ort.InferenceSession.create(join(folder, graph))) as never);
      return {
        ...session,
        run(feeds, fetches) {
          device.runs++;
          device.elapsedMs += 1000 * secondsPerRun;
          return session.run(feeds, fetches);
        },
      };
    },
    dispose: async () => void device.disposed++,
  } satisfies Partial<Backend>;
  return { device, backend: backend as unknown as Backend, now: () => device.elapsedMs };
}

async function outputOf(
  kind: 'decoder' | 'vision',
  dtype: (typeof DTYPES)[number],
  variant: GraphVariant,
): Promise<Float32Array> {
  const { backend } = createDevice();
  const sample = await openSample(backend, { kind, dtype, variant, size: 'quarter', length: 8 });
  await sample.run();
  await sample.run();
  const output = await sample.settle();
  await sample.release();
  return output as Float32Array;
}

describe('a sample layer', () => {
  it.each(DTYPES)('computes the same with fused and standard operators in %s', async (dtype) => {
    for (const kind of ['decoder', 'vision'] as const) {
      const fused = await outputOf(kind, dtype, 'webgpu');
      const standard = await outputOf(kind, dtype, 'cpu');
      expect(Math.max(...fused.map((value) => Math.abs(value)))).toBeGreaterThan(1.5);
      const difference = Math.max(...fused.map((value, i) => Math.abs(value - (standard[i] ?? NaN))));
      // fp16 has 11 bits, of numbers up to 4.
      expect(difference).toBeLessThan(dtype === 'q4f16' ? 0.02 : 1e-4);
    }
  });

  it('counts its operations', async () => {
    const { backend } = createDevice();
    const shape = { dtype: 'q4', variant: 'cpu', size: 'quarter' } as const;
    const decoder = await openSample(backend, { ...shape, kind: 'decoder', length: 16 });
    const width = 7 * 128;
    const weights = 896 * (2 * width + 2 * 128) + 3 * 896 * 4736;
    expect(decoder.flops).toBe(2 * 16 * weights + 4 * 16 * 16 * width);
    await decoder.release();
    const vision = await openSample(backend, { ...shape, kind: 'vision', length: 16 });
    expect(vision.flops).toBe(2 * 256 * (4 * 320 * 320 + 3 * 320 * 855) + 4 * 256 * 64 * 320);
    await vision.release();
  });
});

const OPTIONS: MeasureOptions = { variant: 'cpu', gflops: 1, deadlineMs: Infinity };

describe('measureLayers', () => {
  it('takes smaller layers on a slow device, and divides their operations by the time', async () => {
    const { backend, device, now } = createDevice();
    const open = async () => backend;
    const measured = await measureLayers([{ dtype: 'q4', open }], { ...OPTIONS, now });
    const [speed] = measured.speeds;
    // 16 tokens and 8 x 8 patches, of a quarter's sizes, in 0.1 s.
    const decoderWeights = 896 * (2 * 896 + 2 * 128) + 3 * 896 * 4736;
    const visionWeights = 4 * 320 * 320 + 3 * 320 * 855;
    expect(speed?.decoder).toBeCloseTo((2 * 16 * decoderWeights + 4 * 16 * 16 * 896) / 1e8, 6);
    expect(speed?.vision).toBeCloseTo((2 * 64 * visionWeights + 4 * 64 * 64 * 320) / 1e8, 6);
    expect(measured).toMatchObject({ size: 'quarter', isComplete: true });
    // To compile, to guess, and as many as 0.3 s hold: of each part.
    expect(device).toMatchObject({ runs: 2 * (1 + 1 + 3), disposed: 1 });
  });

  it('goes on when a device fails, and has no speed of it', async () => {
    const { backend, device, now } = createDevice();
    const trials: Trial[] = [
      { dtype: 'q4f16', open: () => Promise.reject(new Error('no fp16')) },
      { dtype: 'q4', open: async () => backend },
    ];
    const seen: number[] = [];
    const onTrial = (index: number) => seen.push(index);
    const { speeds, failures } = await measureLayers(trials, { ...OPTIONS, now, onTrial });
    expect(speeds).toEqual([undefined, { decoder: expect.any(Number), vision: expect.any(Number) }]);
    expect(failures).toEqual([new Error('no fp16')]);
    expect(seen).toEqual([0, 1]);
    expect(device.disposed).toBe(1);
  });

  it('begins nothing more when time is over, and says so', async () => {
    const { backend, device, now } = createDevice();
    const trial: Trial = { dtype: 'q4', open: async () => backend };
    const { speeds, isComplete } = await measureLayers([trial, trial], { ...OPTIONS, now, deadlineMs: 500 });
    expect(speeds).toEqual([expect.anything(), undefined]);
    expect(isComplete).toBe(false);
    expect(device.disposed).toBe(1);
  });

  it('ends at once when it is cancelled, and gives the device back', async () => {
    const { backend, device, now } = createDevice();
    const controller = new AbortController();
    const open = async () => {
      controller.abort();
      return backend;
    };
    const { signal } = controller;
    const measuring = measureLayers([{ dtype: 'q4', open }], { ...OPTIONS, now, signal });
    await expect(measuring).rejects.toThrow(AbortError);
    expect(device).toMatchObject({ disposed: 1 });
  });
});
