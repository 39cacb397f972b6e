import { DeviceError } from '../runtime/model/deviceError.ts';
import { FUSED_FIRST, type DeviceChoice } from '../runtime/trust/deviceChoice.ts';
import { createGpuBackend } from './gpu/gpuBackend.ts';
import { hasGpuFiles } from './gpu/hasGpuFiles.ts';
import { isSoftware } from './gpu/isSoftware.ts';
import { openAdapter } from './gpu/openAdapter.ts';
import type { OpenedGpu } from './gpu/openGpu.ts';
import { createNodeBackend } from './nodeBackend.ts';

/** `auto`: the GPU if its self-test passes, else the CPU. */
export type DeviceKind = 'auto' | 'webgpu' | 'cpu';

/** The devices to try for the package at a path, best first. `adapter` is a number that `editreward devices` shows. */
export function nodeDevices(packagePath: string, device: DeviceKind, adapter?: number): DeviceChoice[] {
  const cpu: DeviceChoice = {
    provider: 'cpu',
    features: [],
    variants: FUSED_FIRST,
    create: async (variant) => createNodeBackend(packagePath, { variant }),
  };
  const gpu = (open: () => Promise<OpenedGpu>): DeviceChoice => ({
    provider: 'webgpu',
    features: [],
    variants: FUSED_FIRST,
    create: async (variant) => createGpuBackend(packagePath, variant, await open()),
  });
  switch (device) {
    case 'cpu':
      return [cpu];
    case 'webgpu':
      return [gpu(() => openAdapter(adapter))];
    case 'auto':
      return [gpu(() => openWorthwhile(adapter)), cpu];
  }
}

/** Throws {@link DeviceError} also when the only GPU is a program: on one CPU, onnxruntime's own library is quicker. */
async function openWorthwhile(adapter: number | undefined): Promise<OpenedGpu> {
  if (!hasGpuFiles()) throw new DeviceError('This system shows no GPU.');
  const opened = await openAdapter(adapter);
  if (adapter !== undefined || !isSoftware(opened.name)) return opened;
  await opened.child.close();
  throw new DeviceError(`The only GPU here, ${opened.name}, is a program on the CPU.`);
}
