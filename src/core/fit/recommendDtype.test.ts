import { expect, it } from 'vitest';
import type { DeviceSpeed, SpeedReport } from './layerSpeed.ts';
import { recommendDtype } from './recommendDtype.ts';

const speed = (rate: number) => ({ decoder: rate, vision: rate });

function gpu(layers: SpeedReport['layers'], isComplete = true): DeviceSpeed {
  return { provider: 'webgpu', description: 'an adapter', report: { sampleSize: 'whole', layers, isComplete } };
}

const CPU: DeviceSpeed = {
  provider: 'wasm',
  description: 'CPU, 8 threads',
  report: { sampleSize: 'whole', layers: { q4: speed(200) }, isComplete: true },
};

it('is what was measured to be faster', () => {
  expect(recommendDtype([gpu({ q4: speed(1000), q4f16: speed(1800) }), CPU])).toEqual({
    dtype: 'q4f16',
    text: 'q4f16 is 1.80 times as fast as q4 on WebGPU (an adapter).',
  });
});

it('is q4 where q4f16 gains next to nothing', () => {
  expect(recommendDtype([gpu({ q4: speed(1000), q4f16: speed(1090) })])).toEqual({
    dtype: 'q4',
    text: 'q4f16 is 1.09 times as fast as q4 on WebGPU (an adapter), which is not worth its coarser rounding.',
  });
});

it('weighs the decoder more than the tower', () => {
  const q4f16 = { decoder: 2000, vision: 500 };
  // 1 / (0.2 / 500 + 0.8 / 2000) = 1250.
  expect(recommendDtype([gpu({ q4: speed(1000), q4f16 })])?.text).toContain('1.25 times');
});

it('is q4 where there is no other choice, and says why', () => {
  expect(recommendDtype([gpu({ q4: speed(1000) })])).toEqual({
    dtype: 'q4',
    text: 'WebGPU (an adapter) runs no q4f16.',
  });
  expect(recommendDtype([gpu({ q4: speed(1000) }, false)])?.text).toBe(
    'Time ran out before q4f16 was measured on WebGPU (an adapter).',
  );
  expect(recommendDtype([gpu({ q4: speed(10) }), CPU])?.text).toBe(
    'The fastest device here is CPU, 8 threads, which computes in 32 bits in any case.',
  );
  expect(recommendDtype([gpu({})])).toBeUndefined();
});
