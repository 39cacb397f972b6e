import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Backend } from '../../runtime/model/session.ts';
import { nodeOrt, openGraph } from '../nodeSessions.ts';
import { createGpuSession } from './createGpuSession.ts';

/**
 * A GPU through onnxruntime's own WebGPU (Dawn: Vulkan, Direct3D 12 or Metal), in this very process. Of a GPU that is lost or
 * full, onnxruntime tells standard error and no one else, and a driver's fault ends the process. So the command line has the
 * GPU in a process of its own (`openGpuBackend`); this one is for measurements.
 */
export function createNodeGpuBackend(packagePath: string, variant: GraphVariant): Backend {
  return {
    provider: 'webgpu',
    variant,
    description: 'GPU',
    features: [],
    ort: nodeOrt,
    createSession: async (files, reader) =>
      createGpuSession(await openGraph(packagePath, files, reader), files.deviceOutputs),
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}
