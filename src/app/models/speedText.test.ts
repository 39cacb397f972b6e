import { expect, it } from 'vitest';
import type { DeviceSpeed, SpeedReport } from '../../core/fit/layerSpeed.ts';
import { progressText, speedNotes, speedRows } from './speedText.ts';

function gpu(report: Partial<SpeedReport>): DeviceSpeed {
  const whole = { sampleSize: 'whole', layers: {}, isComplete: true } as const;
  return { provider: 'webgpu', description: 'an adapter', report: { ...whole, ...report } };
}

const CPU: DeviceSpeed = {
  provider: 'wasm',
  description: 'CPU, 2 threads',
  report: { sampleSize: 'quarter', layers: { q4: { decoder: 61.4, vision: 3.25 } }, isComplete: false },
};

it('shows rates by device and precision', () => {
  const layers = { q4f16: { decoder: 12_540, vision: 999 }, q8: { decoder: 850, vision: 400 } };
  expect(speedRows([gpu({ layers }), CPU])).toEqual([
    { key: 'webgpu q8', device: 'WebGPU, an adapter', dtype: 'q8', decoder: '850 GFLOP/s', vision: '400 GFLOP/s' },
    {
      key: 'webgpu q4f16',
      device: 'WebGPU, an adapter',
      dtype: 'q4f16',
      decoder: '12.5 TFLOP/s',
      vision: '999 GFLOP/s',
    },
    { key: 'wasm q4', device: 'CPU, 2 threads', dtype: 'q4', decoder: '61 GFLOP/s', vision: '3.3 GFLOP/s' },
  ]);
});

it('says what the figures are not', () => {
  expect(speedNotes([gpu({}), CPU])).toEqual([
    'CPU is slow, so it was timed on layers a quarter as wide.',
    'There was no time to measure every precision on CPU.',
  ]);
});

it.each([
  [2.9, 'The matrix units of this GPU are 2.90 times as fast as its other units. q4f16 uses them.'],
  [1.01, 'The matrix units of this GPU are 1.01 times as fast as its other units, so they are not used.'],
  [0, 'This GPU failed when its matrix units were used, so they are not used.'],
])('says whether matrix units pay (%s)', (matrixGain, note) => {
  expect(speedNotes([gpu({ matrixGain })])).toEqual([note]);
});

it('says what is under way', () => {
  expect(progressText({ provider: 'webgpu', dtype: undefined, done: 0, total: 4 })).toBe('opening WebGPU');
  expect(progressText({ provider: 'wasm', dtype: 'q8', done: 1, total: 2 })).toBe('measuring q8 on CPU');
});
