import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Backend } from '../../runtime/model/session.ts';
import { nodeOrt, openGraph } from '../nodeSessions.ts';
import { createGpuSession } from './createGpuSession.ts';

/**
 * A GPU through onnxruntime's own WebGPU (Dawn: Vulkan, Direct3D 12 or Metal), in this very process. Of a GPU that is lost or
 * full, onnxruntime tells standard error and no one else, and a driver's fault ends the process. So the command line has the
 * GPU in a process of its own (`createGpuBackend`); this one is for measurements. When a session ends, onnxruntime writes what
 * each of its kernels took into a file whose path begins with `profilePrefix`, if there is one.
 */
export function createNodeGpuBackend(packagePath: string, variant: GraphVariant, profilePrefix?: string): Backend {
  return {
    provider: 'webgpu',
    variant,
    description: 'GPU',
    features: [],
    ort: nodeOrt,
    async createSession(files, reader) {
      const graph = await openGraph(packagePath, files, reader);
      const profile = { enableProfiling: true, profileFilePrefix: `${profilePrefix}-${files.graph}` };
      return createGpuSession(graph, files.deviceOutputs, profilePrefix === undefined ? {} : profile);
    },
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}
