/** The device that is measured. */
import { createGpuBackend } from '../../../src/cli/gpu/gpuBackend.ts';
import { createNodeGpuBackend } from '../../../src/cli/gpu/nodeGpuBackend.ts';
import { openAdapter } from '../../../src/cli/gpu/openAdapter.ts';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import type { GraphVariant } from '../../../src/core/modelPackage/manifest.ts';
import type { Backend } from '../../../src/runtime/model/session.ts';

/** As the command line has the GPU, in a process of its own; in this process, to learn what that costs; or the processor. */
export const DEVICES = ['webgpu', 'webgpu-in-process', 'cpu'] as const;
export type DeviceName = (typeof DEVICES)[number];

export interface Device {
  readonly name: DeviceName;
  /** A number that `editreward devices` shows; default: the first one. */
  readonly adapter: number | undefined;
}

/** Opens it for the package at `path`. */
export async function openDevice({ name, adapter }: Device, path: string, variant: GraphVariant): Promise<Backend> {
  switch (name) {
    case 'webgpu':
      return createGpuBackend(path, variant, await openAdapter(adapter));
    case 'webgpu-in-process':
      return createNodeGpuBackend(path, variant);
    case 'cpu':
      return createNodeBackend(path, { variant });
  }
}
