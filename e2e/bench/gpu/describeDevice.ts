import { cpus } from 'node:os';
import { createGpuBackend } from '../../../src/cli/gpu/gpuBackend.ts';
import { hasHalf } from '../../../src/cli/gpu/hasHalf.ts';
import { openAdapter } from '../../../src/cli/gpu/openAdapter.ts';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { measureGflops } from '../../../src/runtime/trust/deviceSpeed.ts';
import type { Device } from './device.ts';

/** What a device says of itself. onnxruntime-node names no features of WebGPU: fp16 is tried. */
export interface DeviceDescription {
  readonly name: string;
  readonly driver: string | undefined;
  readonly half: boolean;
  /** Of an fp32 matrix product of onnxruntime: what the device gives without matrix units, about. */
  readonly fp32Tflops: number;
}

/** Throws `DeviceError` where there is none. */
export async function describeDevice({ name, adapter }: Device): Promise<DeviceDescription> {
  if (name === 'cpu') {
    const fp32Tflops = (await measureGflops(createNodeBackend('.'))) / 1000;
    return { name: cpus()[0]?.model.trim() ?? 'CPU', driver: undefined, half: true, fp32Tflops };
  }
  const opened = await openAdapter(adapter);
  const half = await hasHalf(opened.child);
  const backend = createGpuBackend('.', 'cpu', opened);
  try {
    const fp32Tflops = (await measureGflops(backend)) / 1000;
    return { name: opened.name, driver: opened.driver, half, fp32Tflops };
  } finally {
    await backend.dispose();
  }
}

export function deviceLine({ name, driver, half, fp32Tflops }: DeviceDescription): string {
  const words = [name, ...(driver === undefined ? [] : [`driver ${driver}`]), half ? 'fp16' : 'no fp16'];
  return [...words, `${fp32Tflops.toPrecision(2)} TFLOP/s in an fp32 matrix product`].join(', ');
}
