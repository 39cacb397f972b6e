import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import type { Backend, InferenceSession } from '../../runtime/model/session.ts';
import { checkFiles, createNodeSession, nodeOrt } from '../nodeSessions.ts';

/**
 * A GPU through onnxruntime's own WebGPU (Dawn: Vulkan, Direct3D 12 or Metal), in this very process. Outputs that stay on the
 * device are for other sessions alone: reading one ends the process. Of a GPU that is lost or full, onnxruntime tells standard
 * error and no one else; so the command line has it in a process of its own.
 */
export function createNodeGpuBackend(packagePath: string, variant: GraphVariant): Backend {
  return {
    provider: 'webgpu',
    variant,
    description: 'GPU',
    features: [],
    ort: nodeOrt,
    async createSession(files, reader) {
      await checkFiles(files, reader);
      const session = await createNodeSession(packagePath, files, {
        executionProviders: ['webgpu'],
        // Errors alone: the warnings name shape operators, which run on the CPU by design.
        logSeverityLevel: 3,
        preferredOutputLocation: Object.fromEntries(files.deviceOutputs.map((name) => [name, 'gpu-buffer'] as const)),
      });
      return withAllOutputs(session);
    },
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}

/**
 * Asks for every output in every run. onnxruntime-node keeps what it gave bound to outputs that a later run does not ask for,
 * and would write that run's values into it; or, if the shapes differ, fail.
 */
export function withAllOutputs(session: InferenceSession): InferenceSession {
  return {
    ...session,
    async run(feeds, fetches = session.outputNames) {
      const outputs = Object.entries(await session.run(feeds));
      for (const [name, tensor] of outputs) if (!fetches.includes(name)) tensor.dispose();
      return Object.fromEntries(outputs.filter(([name]) => fetches.includes(name)));
    },
  };
}
