/** The device that is measured. */
import { createNodeGpuBackend, withAllOutputs } from '../../../src/cli/gpu/nodeGpuBackend.ts';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import { createNodeSession } from '../../../src/cli/nodeSessions.ts';
import type { GraphVariant } from '../../../src/core/modelPackage/manifest.ts';
import type { Backend } from '../../../src/runtime/model/session.ts';

export type DeviceName = 'webgpu' | 'cpu';

export interface DeviceOptions {
  readonly variant: GraphVariant;
  /** Where onnxruntime writes what each kernel took, in files that begin so; default: it does not. */
  readonly profilePrefix?: string | undefined;
}

/** Opens it for the package at `path`. */
export function openDevice(name: DeviceName, path: string, { variant, profilePrefix }: DeviceOptions): Backend {
  if (name === 'cpu') return createNodeBackend(path, { variant });
  const backend = createNodeGpuBackend(path, variant);
  if (profilePrefix === undefined) return backend;
  return {
    ...backend,
    createSession: async (files) =>
      withAllOutputs(
        await createNodeSession(path, files, {
          executionProviders: ['webgpu'],
          logSeverityLevel: 3,
          preferredOutputLocation: Object.fromEntries(
            files.deviceOutputs.map((output) => [output, 'gpu-buffer'] as const),
          ),
          enableProfiling: true,
          profileFilePrefix: `${profilePrefix}-${files.graph}`,
        }),
      ),
  };
}
