/** The device that is measured. */
import { join } from 'node:path';
import type { InferenceSession as NodeSession } from 'onnxruntime-node';
import * as ort from 'onnxruntime-node';
import { createNodeBackend } from '../../../src/cli/nodeBackend.ts';
import type { GraphVariant } from '../../../src/core/modelPackage/manifest.ts';
import { wrapSession, type Backend } from '../../../src/runtime/model/session.ts';

export type DeviceName = 'webgpu' | 'cpu';

export interface DeviceOptions {
  readonly variant: GraphVariant;
  /** Where onnxruntime writes what each kernel took; default: it does not. Files begin so. */
  readonly profilePrefix?: string | undefined;
}

/** Opens it for the package at `path`. */
export function openDevice(name: DeviceName, path: string, { variant, profilePrefix }: DeviceOptions): Backend {
  if (name === 'cpu') return { ...createNodeBackend(path), variant };
  const nodeOrt = ort as unknown as Backend['ort'];
  return {
    ...createNodeBackend(path),
    provider: 'webgpu',
    variant,
    description: 'GPU',
    async createSession(files) {
      const options: NodeSession.SessionOptions = {
        executionProviders: ['webgpu'],
        logSeverityLevel: 3,
        preferredOutputLocation: Object.fromEntries(files.deviceOutputs.filter((n)=>n!=='hidden_states_out').map((name) => [name, 'gpu-buffer'] as const)),
        ...(profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: `${profilePrefix}-${files.graph}` }),
      };
      const session = wrapSession(await nodeOrt.InferenceSession.create(join(path, files.graph), options));
      return { ...session, run: (feeds) => session.run(feeds) };
    },
  };
}
