import { expect, it } from 'vitest';
import { deviceLines } from './runDevices.ts';

const cpu = { name: 'AMD EPYC', cores: 8, gflops: 431.6 };
const offer = { gflops: 9876.5, half: true, driver: 'libGLX_nvidia.so.0' };
const card = (adapter: number) => ({
  adapter,
  name: 'NVIDIA A100',
  pci: `0000:0${adapter}:00.0`,
  software: false,
  offer,
});

it('shows what each GPU offers, which one is used, and that CUDA_VISIBLE_DEVICES chooses none', () => {
  const program = { adapter: 2, name: 'llvmpipe', pci: undefined, software: true, problem: 'WebGPU cannot use it.' };
  const gpus = [card(0), card(1), program];
  const list = { gpus, cpu, auto: 'webgpu', usualGpu: 'NVIDIA A100', reason: undefined } as const;
  expect(deviceLines(list, { CUDA_VISIBLE_DEVICES: '1' })).toEqual([
    '0    NVIDIA A100, at 0000:00:00.0: 9877 GFLOP/s in fp32, computes in fp16; driver libGLX_nvidia.so.0',
    '1    NVIDIA A100, at 0000:01:00.0: 9877 GFLOP/s in fp32, computes in fp16; driver libGLX_nvidia.so.0',
    '2    llvmpipe, a program on the CPU: WebGPU cannot use it.',
    'CPU  AMD EPYC, 8 cores: 432 GFLOP/s in fp32',
    '',
    "--device auto tries NVIDIA A100 first. A model's self-test decides.",
    'CUDA_VISIBLE_DEVICES is 1, which Vulkan does not know: it shows all of these. Choose with --adapter.',
  ]);
});

it('says why there is no GPU', () => {
  const list = { gpus: [], cpu, auto: 'cpu', usualGpu: undefined, reason: 'No GPU was found: no driver.' } as const;
  expect(deviceLines(list, {})).toEqual([
    'No GPU was found: no driver.',
    'CPU  AMD EPYC, 8 cores: 432 GFLOP/s in fp32',
    '',
    '--device auto uses the CPU.',
  ]);
});
