import { describe, expect, it, vi } from 'vitest';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { DeviceSpeed } from '../../core/fit/layerSpeed.ts';
import { createStore } from '../ui/store.ts';
import { emptyLibrary, reduceLibrary } from './library.ts';
import { runSpeedTest, type SpeedScorer } from './speedTest.ts';

function speedOf(provider: DeviceSpeed['provider'], rate: number): DeviceSpeed {
  const layers = { q4: { decoder: rate, vision: rate } };
  return { provider, description: 'a device', report: { sampleSize: 'whole', layers, isComplete: true } };
}

async function run(measureSpeed: SpeedScorer['measureSpeed'], controller = new AbortController()) {
  const store = createStore(reduceLibrary, emptyLibrary);
  store.dispatch({ type: 'speedsKnown', speeds: [speedOf('webgpu', 1), speedOf('wasm', 2)] });
  await runSpeedTest(store, { measureSpeed, recallSpeeds: async () => [] }, controller.signal);
  return store.getState();
}

const noGpu = () => Promise.reject(new EditRewardError('There is no GPU.'));

describe('runSpeedTest', () => {
  it('measures one device after the other, and tells how far it is', async () => {
    const seen: unknown[] = [];
    const store = createStore(reduceLibrary, emptyLibrary);
    const measureSpeed = vi.fn<SpeedScorer['measureSpeed']>(async (provider, call) => {
      call?.onProgress?.({ provider, dtype: 'q4', done: 1, total: 4 });
      seen.push(store.getState().speedTest);
      return speedOf(provider, 10);
    });
    const scorer = { measureSpeed, recallSpeeds: async () => [] };
    await runSpeedTest(store, scorer, new AbortController().signal);
    expect(seen).toEqual([
      { provider: 'webgpu', dtype: 'q4', done: 1, total: 4 },
      { provider: 'wasm', dtype: 'q4', done: 1, total: 4 },
    ]);
    const { speeds, speedTest, speedError } = store.getState();
    expect(speeds).toEqual([speedOf('webgpu', 10), speedOf('wasm', 10)]);
    expect([speedTest, speedError]).toEqual([undefined, undefined]);
  });

  it('keeps what was known of a device that now fails', async () => {
    const state = await run(async (provider) => (provider === 'webgpu' ? noGpu() : speedOf(provider, 20)));
    expect(state.speeds).toEqual([speedOf('webgpu', 1), speedOf('wasm', 20)]);
    expect(state.speedError).toBeUndefined();
  });

  it('says why nothing could be measured', async () => {
    expect((await run(noGpu)).speedError?.message).toBe('There is no GPU.');
  });

  it('begins no other device once it is cancelled, which is no failure', async () => {
    const controller = new AbortController();
    const measureSpeed = vi.fn<SpeedScorer['measureSpeed']>(() => {
      controller.abort();
      return Promise.reject(new AbortError());
    });
    const { speedTest, speedError } = await run(measureSpeed, controller);
    expect(measureSpeed).toHaveBeenCalledTimes(1);
    expect([speedTest, speedError]).toEqual([undefined, undefined]);
  });
});
